import { bearer, createRecord, createSession } from '@holdfast/core'

export interface User {
  id: string
  name: string
  permissions: readonly string[]
}

export const session = createSession({
  source: bearer({
    signIn: (input: { email: string; password: string }, { fetch }) =>
      fetch('/auth/sign-in', { method: 'POST', body: JSON.stringify(input) }),
    refresh: ({ refreshToken }, { fetch }) =>
      fetch('/auth/refresh', { method: 'POST', body: JSON.stringify({ refreshToken }) }),
    user: (claims): User => ({ id: claims.sub, name: String(claims['name']), permissions: [] }),
  }),
  warnBefore: 60_000,
})

declare module '@holdfast/core' {
  interface Register {
    session: typeof session
  }
}

export const wishlist = createRecord({ name: 'wishlist', initial: [] as readonly string[], owner: session })

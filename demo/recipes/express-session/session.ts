import { createSession, serverSession } from '@holdfast/core'

interface User {
  readonly id: string
}

interface Input {
  readonly user: string
  readonly pass: string
}

export const session = createSession({
  source: serverSession({
    probe: '/session',
    // A form's fields, as the server reads them. What it redirects to is a page, and of no use here.
    signIn: (input: Input, { fetch }) =>
      fetch('/login', { method: 'POST', body: new URLSearchParams({ ...input }), redirect: 'manual' }),
    signOut: ({ fetch }) => fetch('/logout', { redirect: 'manual', keepalive: true }),
    user: (body): User => body.user,
  }),
})

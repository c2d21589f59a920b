import { createSession, serverSession } from '@holdfast/core'

interface User {
  readonly id: string
  readonly name: string
  readonly email: string
}

interface Input {
  readonly email: string
  readonly password: string
  readonly rememberMe?: boolean
}

export const session = createSession({
  source: serverSession({
    // By itself the question puts off the end, once a day; that is for `renew` to do, where somebody is there.
    probe: '/api/auth/get-session?disableRefresh=true',
    renew: ({ fetch }) => fetch('/api/auth/get-session', { cache: 'no-store' }),
    signIn: (input: Input, { fetch }) =>
      fetch('/api/auth/sign-in/email', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(input),
      }),
    signOut: '/api/auth/sign-out',
    user: ({ user: { id, name, email } }): User => ({ id, name, email }),
    // Both moments are the server's, since the visitor's clock may be wrong.
    secondsLeft: ({ session }, { headers }) =>
      (Date.parse(session.expiresAt) - Date.parse(headers.get('date') ?? '')) / 1_000,
  }),
})

'use client'

import { bearer, createSession } from '@holdfast/core'

export interface User {
  readonly id: string
  readonly name: string
}

/**
 * The session of the whole app. Next renders client components on the server too, where one module serves everybody: there
 * a session does nothing and holds nobody, so that it may be shared.
 */
export const session = createSession({
  source: bearer({
    url: '/auth',
    // The refresh token is in an HttpOnly cookie: no script can read it, and the server sees it before it renders.
    refreshBy: 'cookie',
    user: ({ sub, name }): User => ({ id: sub, name: String(name) }),
  }),
})

// From here on every hook knows what a user is.
declare module '@holdfast/core' {
  interface Register {
    session: typeof session
  }
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Account } from '../identity/createAccounts.ts'
import type { HeldSession } from './HeldSession.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The server session that came with the request, if one holds. */
    held: HeldSession | null
  }
}

/** What a route may do with the visitor's server session. No request changes it but through this. */
export interface ServerSessions {
  /** Starts a session of a new id in the place of the one that came. */
  start(request: FastifyRequest, user: Account): Promise<HeldSession>
  /** Gives the session its full lifetime again; resolves with `null` if it does not hold. */
  renew(request: FastifyRequest): Promise<HeldSession | null>
  /** Ends the session, if there is any, and clears its cookie. */
  end(request: FastifyRequest, reply: FastifyReply): Promise<void>
  /** What a CSRF token holds for: one visitor's session, or guests. */
  bindingOf(request: FastifyRequest): string
}

/** The name of the cookie. */
export const sessionCookie = 'shop_session'

// Not `secure`: the demo speaks plain http on the loopback address, where Safari drops such cookies.
export const sessionCookieAttributes = { path: '/', httpOnly: true, sameSite: 'lax', secure: false } as const

import { deleteCookie, getCookie, type H3Event, setCookie } from 'h3'
import type { User } from '../../app/session.ts'
import { lifetimes, signToken, verifyToken } from './tokens.ts'

const name = 'session'
// Add `secure` where the site has https, which is everywhere but here.
const attributes = { httpOnly: true, sameSite: 'lax', path: '/', maxAge: lifetimes.session } as const

/** Who is signed in, as the request says that is being answered; `null`: nobody. */
export async function readUser(event: H3Event): Promise<User | null> {
  return verifyToken(getCookie(event, name), 'session')
}

export async function setSessionCookie(event: H3Event, user: User): Promise<void> {
  setCookie(event, name, await signToken(user, 'session'), attributes)
}

/** Here the cookie is all there is of a session. A real server also notes that its token is no longer good. */
export function clearSessionCookie(event: H3Event): void {
  deleteCookie(event, name, attributes)
}

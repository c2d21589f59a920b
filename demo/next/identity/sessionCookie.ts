import { cookies } from 'next/headers'
import type { User } from '../session.ts'
import { lifetimes, signToken, verifyToken } from './tokens.ts'

const name = 'session'
// Add `secure` where the site has https, which is everywhere but here.
const attributes = { httpOnly: true, sameSite: 'lax', path: '/', maxAge: lifetimes.session } as const

/** Who is signed in, as the request that is being answered says; `null`: nobody. */
export async function readUser(): Promise<User | null> {
  return verifyToken((await cookies()).get(name)?.value, 'session')
}

export async function setSessionCookie(user: User): Promise<void> {
  const jar = await cookies()
  jar.set(name, await signToken(user, 'session'), attributes)
}

/** Here the cookie is all there is of a session. A real server also notes that its token is no longer good. */
export async function clearSessionCookie(): Promise<void> {
  const jar = await cookies()
  jar.delete(name)
}

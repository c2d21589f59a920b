import { jwtVerify, SignJWT } from 'jose'
import type { User } from '../../app/session.ts'

/** What a token is good for, which its audience says, so that none passes for the other. */
export type Purpose = 'session' | 'access'

/** How long each holds, in seconds. */
export const lifetimes: Readonly<Record<Purpose, number>> = { session: 30 * 24 * 3600, access: 5 * 60 }

export async function signToken({ id, name }: User, purpose: Purpose): Promise<string> {
  return new SignJWT({ name })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(id)
    .setAudience(purpose)
    .setIssuedAt()
    .setExpirationTime(`${lifetimes[purpose]}s`)
    .sign(readSecret())
}

/** Who a token was signed for; `null` if it is not one of ours, or no longer good. */
export async function verifyToken(token: string | undefined, purpose: Purpose): Promise<User | null> {
  if (token === undefined) return null
  try {
    const { payload } = await jwtVerify<{ sub: string; name: string }>(token, readSecret(), { audience: purpose })
    return { id: payload.sub, name: payload.name }
  } catch {
    return null
  }
}

function readSecret(): Uint8Array {
  const secret = process.env['SESSION_SECRET'] ?? ''
  if (secret.length < 32) throw new Error('Set SESSION_SECRET to 32 random characters or more.')
  return new TextEncoder().encode(secret)
}

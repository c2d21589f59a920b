import type { Account } from '../identity/createAccounts.ts'

/** What is kept of a server session. */
export interface SessionData {
  readonly user: Account
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly expiresAt: number
}

/** A server session that holds. */
export interface HeldSession extends SessionData {
  readonly id: string
}

/** Reads what a store or cookie had; `null` if it makes no sense or has expired. */
export function readSessionData(value: unknown): SessionData | null {
  const { user, startedAt, expiresAt } = (value ?? {}) as Partial<SessionData>
  if (typeof startedAt !== 'number' || typeof expiresAt !== 'number' || expiresAt <= Date.now()) return null
  if (typeof user?.id !== 'string' || typeof user.email !== 'string' || !Array.isArray(user.permissions)) return null
  return { user, startedAt, expiresAt }
}

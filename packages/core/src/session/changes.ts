import type { Claim, Head, Owed } from './Head.ts'
import type { SignOutReason } from './Session.ts'

/** How long a request may take, how much longer its claim holds, and the farthest a retry may lie ahead, in milliseconds. */
export const REQUEST_LIMIT = 10_000
export const HOLD_LIMIT: number = REQUEST_LIMIT + 5_000
export const RETRY_LIMIT = 300_000

export interface ClaimRequest {
  readonly id: string
  readonly now: number
  readonly isLocked: boolean
  /** The network came back after the last try. */
  readonly isOnline: boolean
}

/** Until when somebody else's claim stands in the way; 0 if it does not. */
export function blockedUntil({ claim }: Head, { now, isLocked, isOnline }: ClaimRequest): number {
  if (!claim || claim.until <= now) return 0
  if (claim.retry) return claim.until > now + RETRY_LIMIT || (isOnline && claim.retry === 'offline') ? 0 : claim.until
  const isOrphan = isLocked && claim.isLocked
  return isOrphan || claim.until > now + HOLD_LIMIT ? 0 : claim.until
}

export function claimed(head: Head, { id, now, isLocked }: ClaimRequest): Head {
  return { ...head, claim: { id, until: now + HOLD_LIMIT, isLocked, retry: null } }
}

export function retryLater(head: Head, claim: Claim): Head {
  return { ...head, claim, failures: head.failures + 1 }
}

export type NewGrant = Pick<Head, 'grantId' | 'userHash' | 'receivedAt' | 'lifetime' | 'secret' | 'isTaught'>

export function refreshed(head: Head, grant: NewGrant): Head {
  return { ...head, ...grant, claim: null, failures: 0 }
}

/** The row of a session that begins at `grant.receivedAt`. */
export function signedIn(sessionId: string, grant: NewGrant, owed: readonly Owed[]): Head {
  const now = grant.receivedAt
  return {
    ...grant,
    sessionId,
    startedAt: now,
    activeAt: now,
    reason: null,
    ended: null,
    claim: null,
    failures: 0,
    owed,
  }
}

/** The row after the end of a session; what the server must still hear of is kept in `owed`. */
export function signedOut(
  head: Head,
  sessionId: string,
  reason: SignOutReason,
  owed: readonly Owed[],
  keepsRecords = false,
): Head {
  const nobody = { grantId: null, userHash: null, lifetime: null, secret: null, claim: null, failures: 0 }
  const ended = reason === 'signed-out' && !keepsRecords ? head.sessionId : null
  return { ...head, ...nobody, sessionId, reason, owed, ended, isTaught: false }
}

/** The row of a sign-out where nothing before it could be read. */
export function newHead(sessionId: string, now: number): Head {
  const grant = { grantId: null, userHash: null, receivedAt: now, lifetime: null, secret: null, isTaught: false }
  return { ...signedIn(sessionId, grant, []), reason: 'signed-out' }
}

export function rejectedOut(head: Head, sessionId: string): Head {
  return signedOut(head, sessionId, 'rejected', head.owed)
}

/** What is owed to the server for ending the session that `head` shows. */
export function owedFor(head: Head, isEverywhere: boolean): Owed {
  return { label: labelOf(head.sessionId, head.grantId), secret: head.secret, isEverywhere }
}

/** What a grant's secret part is authenticated with, so that it cannot be moved to another row. */
export function labelOf(sessionId: string, grantId: string | null): string {
  return `${sessionId}/${grantId}`
}

import { HOLD_LIMIT } from '../platform/underLock.ts'
import type { Claim, Head } from './Head.ts'

/** How long a request may take: its claim holds longer, so that a late answer finds it still standing; in milliseconds. */
export const REQUEST_LIMIT: number = HOLD_LIMIT - 5_000
/** The farthest that a retry may lie ahead, in milliseconds. */
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

/** Whether the row still has the grant of `head`. */
export function isStill(row: Head | null, head: Head): row is Head {
  return row?.sessionId === head.sessionId && row.grantId === head.grantId
}

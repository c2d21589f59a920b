import type { Head, Owed } from './Head.ts'

/** What a grant changes in the row. */
export type NewGrant = Pick<Head, 'grantId' | 'userHash' | 'receivedAt' | 'lifetime' | 'secret' | 'isTaught'>

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
    barrier: null,
  }
}

export function refreshed(head: Head, grant: NewGrant): Head {
  // While nobody knew who is signed in, no limit ran.
  if (!head.userHash) return signedIn(head.sessionId, grant, head.owed)
  return { ...head, ...grant, activeAt: Math.min(head.activeAt, grant.receivedAt), claim: null, failures: 0 }
}

/** What a grant's secret part is authenticated with, so that it cannot be moved to another row. */
export function labelOf(sessionId: string, grantId: string | null): string {
  return `${sessionId}/${grantId}`
}

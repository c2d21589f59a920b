import type { Head, Owed } from './Head.ts'
import type { SignOutReason } from './Session.ts'
import { labelOf, signedIn } from './signedIn.ts'

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

export function rejectedOut(head: Head, sessionId: string): Head {
  return signedOut(head, sessionId, isAsked(head) ? 'none' : 'rejected', head.owed)
}

/** The row that says: nobody knows yet, ask the server. */
export function asked(sessionId: string, now: number): Head {
  return { ...newHead(sessionId, now), grantId: sessionId, reason: null }
}

/** Whether nobody is known to be signed in yet. */
export function isAsked({ grantId, userHash }: Head): boolean {
  return !!grantId && !userHash
}

/** The row of a sign-out where nothing before it could be read. */
export function newHead(sessionId: string, now: number): Head {
  const grant = { grantId: null, userHash: null, receivedAt: now, lifetime: null, secret: null, isTaught: false }
  return { ...signedIn(sessionId, grant, []), reason: 'signed-out' }
}

/** What is owed to the server for ending the session that `head` shows. */
export function owedFor(head: Head, isEverywhere: Owed['isEverywhere']): Owed {
  return { label: labelOf(head.sessionId, head.grantId), secret: head.secret, isEverywhere }
}

import type { Row } from '../storage/RecordStorage.ts'
import { type Head, readHead } from './Head.ts'
import { type Limits, pulledBack, reachedLimit } from './limits.ts'
import { asked, owedFor, rejectedOut, signedOut } from './signedOut.ts'

export interface Judging {
  readonly limits: Limits
  readonly now: number
  /** Of the session that comes after this one. */
  readonly sessionId: string
  /** The server may know of a session although there is no row: this is the first load ever, or after an unseen wipe. */
  readonly isUnasked: boolean
  /** The server has said that nobody is signed in, when it rendered the page. */
  readonly isGuest: boolean
}

/** What the row must be before anybody sees it; `undefined`: as it is. */
export function judge(row: Row | null, { limits, now, sessionId, isUnasked, isGuest }: Judging): Head | undefined {
  if (!row && isUnasked) return isGuest ? rejectedOut(asked(sessionId, now), sessionId) : asked(sessionId, now)
  const head = readHead(row)
  const reason = head && reachedLimit(head, limits, now)
  if (reason) return signedOut(head, sessionId, reason, [...head.owed, owedFor(head, null)])
  return (head && pulledBack(head, limits, now)) || undefined
}

import type { Draft, Row } from '../storage/RecordStorage.ts'
import type { SignOutReason } from './Session.ts'

/** Who may send the next refresh, until when. */
export interface Claim {
  readonly id: string
  /** On the wall clock. */
  readonly until: number
  /** Made under the Web Lock: whoever holds the lock now knows that its maker is gone. */
  readonly isLocked: boolean
  /** Nothing is in flight: `until` is when to try again. Says whether the network was to blame. */
  readonly retry: 'offline' | 'later' | null
}

/** A sign-out the server has not confirmed. */
export interface Owed {
  readonly label: string
  readonly secret: unknown
  /** `null`: nobody signed out, so that the grant is revoked and no more. */
  readonly isEverywhere: boolean | null
  /** Somebody has begun to sign in since. */
  readonly isOverruled?: boolean
}

/** The clear part of a session's row. */
export interface Head {
  /** New at every sign-in and sign-out. */
  readonly sessionId: string
  /** New at every grant; `null`: nobody is signed in. */
  readonly grantId: string | null
  readonly userHash: string | null
  readonly receivedAt: number
  readonly lifetime: number | null
  readonly startedAt: number
  readonly activeAt: number
  readonly reason: SignOutReason | null
  /** The session that a sign-out has ended, whose user's records go with it; `null` where they stay. */
  readonly ended: string | null
  readonly claim: Claim | null
  readonly failures: number
  /** A 401 taught that the grant before was dead. */
  readonly isTaught: boolean
  readonly owed: readonly Owed[]
  /** New at every sign-out of a guest: a sign-in that began before it does not come through. */
  readonly barrier: string | null
  /** The grant's user and tokens, sealed. */
  readonly secret: unknown
}

export const HEAD_VERSION = 1

type Check = (value: any) => boolean

const isText: Check = (value) => typeof value === 'string' && value.length > 0 && value.length <= 256
const isFlag: Check = (value) => typeof value === 'boolean'
const isNumber: Check = Number.isFinite
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value)

const checks: { readonly [K in keyof Head]: Check } = {
  sessionId: isText,
  grantId: orNull(isText),
  userHash: orNull(isText),
  receivedAt: isNumber,
  lifetime: orNull(isNumber),
  startedAt: isNumber,
  activeAt: isNumber,
  reason: orNull(isText),
  claim: orNull((claim) => isText(claim?.id) && isNumber(claim.until) && isFlag(claim.isLocked)),
  failures: isNumber,
  isTaught: isFlag,
  ended: orNull(isText),
  owed: (owed) => Array.isArray(owed) && owed.every((one) => isText(one?.label)),
  barrier: orNull(isText),
  secret: () => true,
}

/** Reads a session's row by its own list of fields; `null` where there is none, it is newer, or it makes no sense. */
export function readHead(row: Row | null): Head | null {
  const data = Object(row?.data)
  const fields = Object.entries(checks)
  if (!row || row.version > HEAD_VERSION || !fields.every(([name, check]) => check(data[name]))) return null
  return Object.fromEntries(fields.map(([name]) => [name, data[name]])) as unknown as Head
}

export function toDraft(head: Head): Draft {
  return { version: HEAD_VERSION, data: head }
}

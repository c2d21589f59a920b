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
  /** The grant's user and tokens, sealed. */
  readonly secret: unknown
}

export const HEAD_VERSION = 1

const isText = (value: unknown): boolean => typeof value === 'string' && value.length > 0 && value.length <= 256
const isFlag = (value: unknown): boolean => typeof value === 'boolean'
const isNumber = (value: unknown): boolean => Number.isFinite(value)
const orNull =
  (check: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === null || check(value)
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const isClaim = (value: unknown): boolean =>
  isRecord(value) && isText(value['id']) && isNumber(value['until']) && isFlag(value['isLocked'])

const checks: { readonly [K in keyof Head]: (value: unknown) => boolean } = {
  sessionId: isText,
  grantId: orNull(isText),
  userHash: orNull(isText),
  receivedAt: isNumber,
  lifetime: orNull(isNumber),
  startedAt: isNumber,
  activeAt: isNumber,
  reason: orNull(isText),
  claim: orNull(isClaim),
  failures: isNumber,
  isTaught: isFlag,
  ended: orNull(isText),
  owed: (value) => Array.isArray(value) && value.every((owed) => isRecord(owed) && isText(owed['label'])),
  secret: () => true,
}

/** Reads a session's row by its own list of fields; `null` where there is none, it is newer, or it makes no sense. */
export function readHead(row: Row | null): Head | null {
  const data = row?.data
  if (!isRecord(data) || (row as Row).version > HEAD_VERSION) return null
  const head: Record<string, unknown> = {}
  for (const [name, check] of Object.entries(checks)) {
    if (!check(data[name])) return null
    head[name] = data[name]
  }
  return head as unknown as Head
}

export function toDraft(head: Head): Draft {
  return { version: HEAD_VERSION, data: head }
}

// @ts-check

/** Why nobody is signed in. @type {Record<import('@holdfast/core').SignOutReason, string>} */
export const reasonWords = {
  none: 'Nobody has signed in here yet.',
  'signed-out': 'You signed out.',
  elsewhere: 'You signed out in another tab.',
  rejected: 'The sign-in service no longer accepts this session. Please sign in again.',
  idle: 'You were away for a while, so you were signed out.',
  'max-age': 'The session reached its greatest age. Please sign in again.',
  wiped: "This browser's data for the shop was cleared.",
}

/**
 * How it comes that somebody, or nobody, is signed in.
 *
 * @param {Pick<import('@holdfast/core').Snapshot, 'status' | 'reason'>} snapshot
 * @param {string} howItCame
 */
export function wordsForWhy({ status, reason }, howItCame) {
  if (status === 'loading') return 'Reading what this browser knows.'
  return reason ? reasonWords[reason] : howItCame
}

/** What is under way. @type {Record<import('@holdfast/core').Activity, string>} */
export const activityWords = {
  idle: 'Nothing is under way.',
  'signing-in': 'Signing in.',
  refreshing: 'Asking the service.',
  waiting: 'Waiting to try again.',
  'signing-out': 'Signing out.',
}

/** @type {Partial<Record<import('@holdfast/core').ErrorCode, string>>} */
const errorWords = {
  SIGN_IN_REJECTED: 'The e-mail address or the password is wrong.',
  SUPERSEDED: 'Somebody signed in or out in another tab meanwhile. Please try again.',
  SIGNED_OUT: 'You are signed out. Please sign in again.',
  REFRESH_REJECTED: 'The session has ended. Please sign in again.',
  OFFLINE: 'The network cannot be reached.',
  TIMEOUT: 'The service takes too long to answer.',
  RATE_LIMITED: 'The service asks to wait a little.',
  SERVER_UNAVAILABLE: 'The service has trouble at the moment.',
  ANSWER_INVALID: 'The service gave an answer that makes no sense.',
  REVOKE_FAILED: 'The service could not be told yet; that is done at the next start.',
  STORAGE_UNAVAILABLE: 'This browser does not let the shop store anything there.',
  STORAGE_FULL: 'This browser has no room left for the shop.',
  STORAGE_CORRUPT: 'What was stored made no sense and was set aside.',
  LIMIT_EXCEEDED: 'That is more than it can hold.',
  RECORD_INVALID: 'It does not take such a thing.',
  RECORD_READ_ONLY: 'A newer version of the shop wrote it. Please load the page anew.',
}

/**
 * What to tell a person of `error`, whatever it is.
 *
 * @param {unknown} error
 */
export function wordsForError(error) {
  const { name, code } = /** @type {{ name?: string, code?: import('@holdfast/core').ErrorCode }} */ (error ?? {})
  if (name === 'AbortError') return 'This was given up, because somebody else signed in or out meanwhile.'
  if (name === 'TypeError') return 'The network cannot be reached.'
  return (code && errorWords[code]) ?? 'Something went wrong. Please try again.'
}

/**
 * What became of a record whose storage failed.
 *
 * @param {{ record: string, from: string, to: string }} degraded
 */
export function wordsForDegraded({ record, from, to }) {
  const name = nameOfRecord(record)
  if (from === to) return `${name} in ${from} could not be read and was set aside.`
  return `${name} is kept in ${to} instead of ${from}${to === 'memory' ? ', until this tab is closed' : ''}.`
}

/** @param {string} record */
export function nameOfRecord(record) {
  return isBasket(record) ? 'The basket' : 'The session'
}

/** @param {string} record */
export function isBasket(record) {
  return record.startsWith('cart.')
}

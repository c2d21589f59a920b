export type { ErrorCode, ErrorDetails } from './HoldfastError.ts'
export { HoldfastError, isHoldfastError } from './HoldfastError.ts'
export type { Channel, Clock, Cookies, Platform, Wake } from './platform/Platform.ts'
export type { Readable, WaitOptions } from './Readable.ts'
export { createRecord } from './record/createRecord.ts'
export type { RecordOptions } from './record/RecordOptions.ts'
export type { RecordSnapshot, SharedRecord } from './record/SharedRecord.ts'
export { createSession } from './session/createSession.ts'
export type {
  Activity,
  AnySession,
  Expiry,
  Initial,
  Register,
  RegisteredSession,
  Session,
  SessionEvents,
  Settled,
  SignOutReason,
  Snapshot,
  UserOf,
} from './session/Session.ts'
export type { SessionOptions } from './session/SessionOptions.ts'
export type { BearerFunctions, BearerUrl, Claims, Fields } from './source/bearer.ts'
export { bearer } from './source/bearer.ts'
export type { CsrfOptions } from './source/createSend.ts'
export type {
  Challenge,
  Grant,
  PageContext,
  SessionUser,
  SignOutOptions,
  Source,
  SourceContext,
  Tokens,
} from './source/Source.ts'
export { type ServerSessionOptions, serverSession } from './source/serverSession.ts'
export type { Answer, TokenAnswer } from './source/TokenAnswer.ts'
export { encrypted } from './storage/encrypted.ts'
export { firstOf } from './storage/firstOf.ts'
export { type CookieOptions, inCookie } from './storage/inCookie.ts'
export { inIndexedDb } from './storage/inIndexedDb.ts'
export { inLocalStorage } from './storage/inLocalStorage.ts'
export { inMemory } from './storage/inMemory.ts'
export { inSessionStorage } from './storage/inSessionStorage.ts'
export type {
  Beside,
  Change,
  CommitOptions,
  Draft,
  OpenOptions,
  RecordStorage,
  Row,
  RowAccess,
} from './storage/RecordStorage.ts'

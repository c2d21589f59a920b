import type { HoldfastError } from '../HoldfastError.ts'
import type { Platform } from '../platform/Platform.ts'

/** Under this key a session offers its owned records what they need; the same in every copy of the package. */
export const OWNER: unique symbol = /* @__PURE__ */ Symbol.for('holdfast.owner')

/** Whose records these are at this moment. */
export interface Ownership {
  /** New at every sign-in and sign-out; `null` when no row was ever written. */
  readonly sessionId: string | null
  /** Hash of the user's id; `null` for a guest. */
  readonly userHash: string | null
  /** Set when the user signed out explicitly: their records go unless asked otherwise. */
  readonly removed: string | null
}

/** Who owns a record that no session owns. */
export const NOBODY: Ownership = { sessionId: null, userHash: null, removed: null }

/** What a session offers to its owned records. */
export interface Owner {
  readonly platform: Platform
  /** The session's row name; owned rows carry it, so that two sessions on one origin do not share records. */
  readonly name: string
  /** Starts the session, if it is not running; throws `STOPPED` after `stop()`. */
  start(): void
  isStopped(): boolean
  /** Called at `stop()`, and at the next `start()`. Returns a function that ends it. */
  onTurn(listener: () => void): () => void
  /** Who owns the records now; `null` until the session's row has been read. The same object until it changes. */
  getOwnership(): Ownership | null
  /** Whom the app sees signed in; `null`: nobody; `undefined`: that is not known yet. */
  getUser(): string | null | undefined
  /** Calls `listener` after every change of ownership, before anybody else hears of it; returns a function that ends it. */
  onOwnership(listener: () => void): () => void
  /** Calls `flush` before a sign-out, which waits for it (3 s at most); returns a function that ends it. */
  onLeave(flush: () => Promise<unknown>): () => void
  /** The session's row in IndexedDB, whose `data.sessionId` pins an update; `null` where it is not kept there. */
  getPin(): string | null
  /** Tells the app, by the session's `degraded` event. */
  report(record: string, from: string, to: string, error: HoldfastError): void
}

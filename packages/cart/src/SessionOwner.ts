import type { AnySession, Platform } from '@holdfast/core'

/** What a session offers to what it owns, in every copy of core. */
export interface SessionOwner {
  readonly platform: Platform
  readonly name: string
  isStopped(): boolean
  /** Called at `stop()`, and at the next `start()`. */
  onTurn(listener: () => void): () => void
  /** Calls `flush` before a sign-out, which waits for it (3 s at most). */
  onLeave(flush: () => Promise<unknown>): () => void
}

/** `null` on a server. */
export function ownerOf(session: AnySession): SessionOwner | null {
  return (session as unknown as { readonly [key: symbol]: SessionOwner | null })[Symbol.for('holdfast.owner')] ?? null
}

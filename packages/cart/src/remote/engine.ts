import type { CartDocument } from '../document/CartDocument.ts'
import { acceptPrice } from './acceptPrice.ts'
import { createRemoteSync } from './createRemoteSync.ts'
import { discard } from './discard.ts'
import { markUnsent } from './markUnsent.ts'
import type { RemoteState } from './RemoteState.ts'
import { readRemote } from './readRemote.ts'
import { retry } from './retry.ts'

/** What a cart needs to speak to any back end; it comes with the adapters, so that carts without one do not weigh it. */
export interface Engine {
  readonly createSync: typeof createRemoteSync
  /** Notes what differs between two states of a cart as edits that the server has not. */
  mark(before: CartDocument, after: CartDocument): CartDocument
  read(value: unknown): RemoteState
  retry(cart: CartDocument, key: string | undefined): CartDocument
  discard(cart: CartDocument, key: string | undefined, newId: string): CartDocument
  acceptPrice(cart: CartDocument, key: string | undefined): CartDocument
}

export const engine: Engine = {
  createSync: createRemoteSync,
  mark: markUnsent,
  read: readRemote,
  retry,
  discard,
  acceptPrice,
}

import { absoluteRemote } from './absoluteRemote.ts'
import type { CartRemote } from './CartRemote.ts'
import type { AbsoluteOptions } from './RemoteCart.ts'

/**
 * A back end that keeps a cart of plain quantities, and replaces it by whatever comes. It is read before every write,
 * and what was edited here is put on top; two devices that write at the same moment can still lose an edit, which only
 * the back end could prevent (`versionedRemote`, `opsRemote`). Where no answer comes, an edit counts as written if the line
 * has as many pieces then as were written.
 */
export function plainRemote(options: AbsoluteOptions = {}): CartRemote {
  return absoluteRemote(options, false)
}

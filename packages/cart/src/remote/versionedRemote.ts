import { absoluteRemote } from './absoluteRemote.ts'
import type { CartRemote } from './CartRemote.ts'
import type { AbsoluteOptions } from './RemoteCart.ts'

/**
 * A back end that keeps a cart of plain quantities under a version, and refuses to replace another one than was read
 * (`If-Match`; 409 or 412): it is read again then, and what was edited here is put on top, five times at most. What two
 * devices add at once counts; of two that set a quantity the later one to write counts. Where no answer comes, an edit
 * counts as written if the line has as many pieces then as were written.
 */
export function versionedRemote(options: AbsoluteOptions = {}): CartRemote {
  return absoluteRemote(options, true)
}

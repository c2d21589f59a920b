import { readRemote } from '../remote/readRemote.ts'
import type { CartDocument, Checkout } from './CartDocument.ts'
import { isId, isObject, isWhole, keep, LATEST, MOST, readContent } from './readContent.ts'

/**
 * What makes sense of a cart that lay in a storage or came from elsewhere; `null`: nothing does. Never throws.
 * What was set later than `latest` is not believed.
 */
export function readCart(value: unknown, latest?: number): CartDocument | null {
  const { id, remote, checkout } = Object(value)
  const content = readContent(value, latest)
  if (!isId(id) || !content) return null
  const order = readCheckout(checkout)
  return {
    id,
    ...content,
    ...(isObject(remote) && { remote: readRemote(remote) }),
    ...(order && { checkout: order }),
  }
}

function readCheckout(value: unknown): Checkout | null {
  const { id, at, lines } = Object(value)
  if (!isId(id) || !isWhole(at, LATEST)) return null
  return { id, at, lines: keep(lines, isId, (count) => (isWhole(count, MOST) ? count : undefined)) }
}

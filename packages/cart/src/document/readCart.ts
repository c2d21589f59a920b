import { isName } from '../line/isName.ts'
import type { RemoteState } from '../remote/RemoteState.ts'
import type { CartDocument, Checkout, GuestCart } from './CartDocument.ts'
import { isId, isObject, isWhole, keep, LATEST, MOST, readContent } from './readContent.ts'

/**
 * What makes sense of a cart that lay in a storage; `null`: nothing does. Never throws.
 *
 * @param readRemote reads what is known of the server's copy; without it that is left out
 */
export function readCart(value: unknown, readRemote?: (value: unknown) => RemoteState): CartDocument | null {
  const { id, remote, checkout, guest } = Object(value)
  const content = readContent(value)
  if (!isId(id) || !content) return null
  const order = readCheckout(checkout)
  const guestCart = readGuest(guest)
  return {
    id,
    ...content,
    ...(readRemote && isObject(remote) && { remote: readRemote(remote) }),
    ...(order && { checkout: order }),
    ...(guestCart && { guest: guestCart }),
  }
}

function readGuest(value: unknown): GuestCart | null {
  const { id, at, lines } = Object(value)
  if (!isId(id) || !isWhole(at, LATEST)) return null
  const content = readContent({ lines, coupons: {} })
  return { id, at, ...(content && { lines: content.lines }) }
}

function readCheckout(value: unknown): Checkout | null {
  const { id, at, lines, coupons } = Object(value)
  if (!isId(id) || !isWhole(at, LATEST)) return null
  return {
    id,
    at,
    lines: keep(lines, isId, (count) => (isWhole(count, MOST) ? count : undefined)),
    coupons: keep(coupons, isName, (time) => (isWhole(time, LATEST) ? time : undefined)),
  }
}

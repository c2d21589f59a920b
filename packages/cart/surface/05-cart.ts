// The part of the use case "records and cart" that the cart serves.
import { bearer, createSession } from '@holdfast/core'
import { type CartLine, createCart, formatMoney, opsRemote, plainRemote, versionedRemote } from '@holdfast/cart'
const session = createSession({ source: bearer({ url: '/auth' }) })
export const cart = createCart({ session, currency: 'EUR', merge: 'max' })
cart.on('merged', ({ added, undo }) => { if (added) void undo() })
const key = await cart.add({ productId: 'mug', identity: { colour: 'red' } })
await cart.setQuantity(key, 2)
await cart.move(key, 'saved')
export const priceOf = ({ quote }: CartLine): string => (quote ? formatMoney(quote.unit, 'de') : '…')
export const synced = createCart({ session, currency: 'EUR', remote: opsRemote({ url: '/cart' }) })
export const versioned = createCart({ session, currency: 'EUR', remote: versionedRemote({ url: '/basket' }) })
export const plain = createCart({ session, currency: 'EUR', remote: plainRemote({ read: () => session.fetch('/b'), write: (cart) => session.fetch('/b', { method: 'PUT', body: JSON.stringify(cart) }) }) })
const { ok } = await synced.checkOut(({ key, lines }) => session.fetch('/orders', { method: 'POST', headers: { 'idempotency-key': key }, body: JSON.stringify(lines) }))
if (!ok) await synced.discard()
// @ts-expect-error a back end is what an adapter makes
createCart({ session, currency: 'EUR', remote: '/cart' })
// @ts-expect-error an order is a response
synced.checkOut(async () => 'done')
// @ts-expect-error a currency is not guessed
createCart({ session })
// @ts-expect-error attributes are texts
cart.add({ productId: 'mug', identity: { size: 42 } })

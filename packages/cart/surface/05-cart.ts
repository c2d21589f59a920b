// The part of the use case "records and cart" that the cart serves.
import { bearer, createSession } from '@holdfast/core'
import { type CartLine, createCart, formatMoney } from '@holdfast/cart'
const session = createSession({ source: bearer({ url: '/auth' }) })
export const cart = createCart({ session, currency: 'EUR', merge: 'max' })
cart.on('merged', ({ added, undo }) => { if (added) void undo() })
const key = await cart.add({ productId: 'mug', identity: { colour: 'red' } })
await cart.setQuantity(key, 2)
await cart.move(key, 'saved')
export const priceOf = ({ quote }: CartLine): string => (quote ? formatMoney(quote.unit, 'de') : '…')
// @ts-expect-error a currency is not guessed
createCart({ session })
// @ts-expect-error attributes are texts
cart.add({ productId: 'mug', identity: { size: 42 } })

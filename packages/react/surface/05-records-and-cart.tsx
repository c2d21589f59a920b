import { useRecord } from '@holdfast/react'
import { useCart, useCartLine, useMoneyFormat } from '@holdfast/react/cart'
import { wishlist } from '../../core/surface/05-records.ts'
import { cart } from '../../cart/surface/05-cart.ts'
export function Heart({ sku }: { sku: string }) {
  const wished = useRecord(wishlist, (v) => v.includes(sku))
  const { value, update } = useRecord(wishlist)
  const count = useCart(cart, (s) => s.count)
  const { lines, add } = useCart(cart)
  return <button type="button" onClick={() => { void update((v) => (wished ? v.filter((x) => x !== sku) : [...v, sku])); void add({ productId: sku }) }}>{value.length}{count}{lines.length}</button>
}
export function Line({ of }: { of: string }) {
  const line = useCartLine(cart, of)
  const format = useMoneyFormat('de')
  return <li>{line?.quote ? `${line.quantity} × ${format(line.quote.unit)}` : '…'}</li>
}
// @ts-expect-error a record's values have one type
useRecord(wishlist).update(() => [1])
// @ts-expect-error a selector gets the value, not the snapshot
useRecord(wishlist, (v) => v.status)
// @ts-expect-error a snapshot has no such field
useCart(cart, (s) => s.price)
// @ts-expect-error what is added is named by its product
useCart(cart).add('mug')
// @ts-expect-error there may be no such line
useCartLine(cart, 'mug').quantity
// @ts-expect-error a number is no amount
useMoneyFormat()(12.5)

// The part of the use case "records and cart" that is a cart, in Vue.
import { useCart, useCartLine, useMoneyFormat } from '@holdfast/vue/cart'
import { defineComponent } from 'vue'
import { cart } from '../../cart/surface/05-cart.ts'
export const Line = defineComponent({
  props: { of: { type: String, required: true } },
  setup(props) {
    const isEmpty = useCart(cart, (s) => s.count === 0)
    const { lines, totals, add, undo } = useCart(cart)
    const line = useCartLine(cart, () => props.of)
    const format = useMoneyFormat(() => 'de')
    const price = (): string => (line.value?.quote ? format(line.value.quote.unit) : '…')
    return { isEmpty, lines, total: (): string => (totals.value ? format(totals.value.subtotal) : '…'), add, undo, price }
  },
})
// @ts-expect-error a snapshot has no such field
useCart(cart, (s) => s.price)
// @ts-expect-error a field is a ref
useCart(cart).lines.map((line) => line.key)
// @ts-expect-error there may be no such line
useCartLine(cart, 'mug').value.quantity
// @ts-expect-error a locale is a text
useMoneyFormat(7)

// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { fillCart } from '../../../cart/test/fillCart.ts'
import { openBasket } from '../../test/openBasket.ts'
import { useCart } from './useCart.ts'
import { useCartLine } from './useCartLine.ts'

test('an edit of 1 of 250 lines renders 1 line, and the list not at all (invariant 14)', async () => {
  const basket = openBasket()
  const { cart, shop, mount } = basket
  const keys = await fillCart(shop, basket, 250)
  const rendered: string[] = []
  const Line = defineComponent({
    props: { of: { type: String, required: true } },
    setup(props) {
      const line = useCartLine(cart, () => props.of)
      return () => {
        rendered.push(props.of)
        return h('li', line.value?.quantity)
      }
    },
  })
  const List = defineComponent(() => {
    const shownKeys = useCart(
      cart,
      ({ lines }) => lines.map(({ key }) => key),
      (a, b) => String(a) === String(b),
    )
    return () => {
      rendered.push('the list')
      return shownKeys.value.map((key) => h(Line, { key, of: key }))
    }
  })
  const shown = mount(List)
  expect([await shown.text(), rendered.length]).toEqual(['1'.repeat(250), 251])
  rendered.length = 0
  const edited = keys[137]!
  await shop.world.run(cart.setQuantity(edited, 7))
  expect(await shown.text()).toBe(`${'1'.repeat(137)}7${'1'.repeat(112)}`)
  expect(rendered).toEqual([edited])
  shown.unmount()
})

test('lines that are given to components as they are render only where they differ', async () => {
  const { cart, shop, mount } = openBasket()
  const { world } = shop
  const keys = await world.run(Promise.all(['mug', 'pen', 'cap'].map((productId) => cart.add({ productId }))))
  const rendered: string[] = []
  const Line = defineComponent({
    props: { line: { type: Object, required: true } },
    setup: (props) => () => {
      rendered.push(props['line']['productId'])
      return h('li', props['line']['quantity'])
    },
  })
  const shown = mount(
    defineComponent(() => {
      const { lines } = useCart(cart)
      return () => lines.value.map((line) => h(Line, { key: line.key, line }))
    }),
  )
  rendered.length = 0
  await world.run(cart.setQuantity(keys[1]!, 2))
  await shown.text()
  expect(rendered).toEqual(['pen'])
  shown.unmount()
})

test('finds a line in either list, follows its key, and gives null where there is none', async () => {
  const { cart, shop, mount } = openBasket()
  const { world } = shop
  const [mug, pen] = await world.run(Promise.all([cart.add({ productId: 'mug' }), cart.add({ productId: 'pen' })]))
  const key = ref(mug)
  const shown = mount(
    defineComponent(() => {
      const line = useCartLine(cart, key)
      return () => h('p', line.value ? `${line.value.productId} ${line.value.quantity}` : 'none')
    }),
  )
  expect(await shown.text()).toBe('mug 1')
  await world.run(cart.move(mug, 'saved'))
  await world.run(cart.setQuantity(mug, 4, 'saved'))
  expect(await shown.text()).toBe('mug 4')
  key.value = pen
  expect(await shown.text()).toBe('pen 1')
  await world.run(cart.remove(pen))
  expect(await shown.text()).toBe('none')
  shown.unmount()
})

test('finds one that is in both lists in the one that is asked for', async () => {
  const { cart, shop, mount } = openBasket()
  const { world } = shop
  const key = await world.run(cart.add({ productId: 'mug', quantity: 2, list: 'saved' }))
  const shown = mount(
    defineComponent(() => {
      const lines = [useCartLine(cart, key), useCartLine(cart, key, 'cart'), useCartLine(cart, key, 'saved')]
      return () => h('p', lines.map(({ value }) => value?.quantity ?? 'none').join(' '))
    }),
  )
  expect(await shown.text()).toBe('2 none 2')
  await world.run(cart.add({ productId: 'mug', quantity: 5 }))
  expect(await shown.text()).toBe('5 5 2')
  shown.unmount()
})

// @vitest-environment jsdom
import { renderToString } from '@vue/server-renderer'
import { expect, test, vi } from 'vitest'
import { createSSRApp, effectScope, h, nextTick } from 'vue'
import { openBasket } from '../../test/openBasket.ts'
import { watch } from '../../test/openVue.ts'
import { type CartActions, useCart } from './useCart.ts'

test('shows the cart, an edit at once, and those of other tabs', async () => {
  const { cart, shop, mount } = openBasket()
  const { world } = shop
  const given: Partial<CartActions> = {}
  const watched = watch(() => {
    const { status, lines, count, ...rest } = useCart(cart)
    Object.assign(given, rest)
    return () => `${status.value} ${count.value} ${lines.value.map(({ productId }) => productId)}`
  })
  const shown = mount(watched.component)
  expect(await shown.text()).toBe('loading 0 ')
  await world.run(cart.ready())
  expect(await shown.text()).toBe('ready 0 ')
  const stored = given.add!({ productId: 'mug' })
  expect(await shown.text()).toBe('ready 1 mug')
  await world.run(stored)
  await world.advance(1_000)
  await world.run(shop.open().cart.add({ productId: 'pen', quantity: 2 }))
  await world.advance(1_000)
  expect([await shown.text(), watched.renders]).toEqual(['ready 3 mug,pen', 4])
  shown.unmount()
})

test('a field or a selection that does not differ triggers nobody (invariant 14)', async () => {
  const { cart, shop, mount } = openBasket()
  const { world } = shop
  await world.run(cart.ready())
  const count = watch(() => {
    const refs = useCart(cart)
    return () => refs.count.value
  })
  const coupons = watch(() => {
    const refs = useCart(cart)
    return () => refs.coupons.value.length
  })
  const isEmpty = watch(() => {
    const selected = useCart(cart, (now) => now.count === 0)
    return () => selected.value
  })
  const products = watch(() => {
    const selected = useCart(
      cart,
      ({ lines }) => lines.map(({ productId }) => productId),
      (a, b) => String(a) === String(b),
    )
    return () => selected.value
  })
  const all = [count, coupons, isEmpty, products]
  const shown = mount(() => all.map(({ component }) => h(component)))
  const key = await world.run(cart.add({ productId: 'mug' }))
  expect(await shown.text()).toBe('10falsemug')
  expect(all.map(({ renders }) => renders)).toEqual([2, 1, 2, 2])
  await world.run(cart.setQuantity(key, 7))
  expect(await shown.text()).toBe('70falsemug')
  expect(all.map(({ renders }) => renders)).toEqual([3, 1, 2, 2])
  shown.unmount()
})

test('triggers for no focus, no news and no refresh of the session (invariant 14)', async () => {
  const { cart, session, tab, shop, mount } = openBasket()
  const { world } = shop
  await world.run(session.signIn({ user: 'ann', password: 'ann' }))
  const key = await world.run(cart.add({ productId: 'mug' }))
  const all = watch(() => {
    const refs = useCart(cart)
    return () => `${refs.status.value} ${refs.count.value} ${refs.lines.value.length} ${refs.sync.value}`
  })
  const shown = mount(all.component)
  await world.advance(1_000)
  const before = [await shown.text(), all.renders]
  const other = shop.open()
  await world.run(other.cart.ready())
  await world.run(session.refresh())
  tab.focus()
  await world.run(other.cart.setQuantity(key, 1))
  await world.advance(2_000)
  expect([await shown.text(), all.renders]).toEqual(before)
  shown.unmount()
})

test('listens as long as the component or the effect scope lasts (invariant 15)', async () => {
  const { cart, countListeners, mount } = openBasket()
  const shown = mount(
    watch(() => {
      const { count } = useCart(cart)
      const isEmpty = useCart(cart, (now) => now.count === 0)
      return () => `${count.value} ${isEmpty.value}`
    }).component,
  )
  const scope = effectScope(true)
  scope.run(() => useCart(cart))
  expect(countListeners()).toBe(3)
  shown.unmount()
  expect(countListeners()).toBe(1)
  scope.stop()
  expect(countListeners()).toBe(0)
})

test('a server renders a cart that is loading, whose page is taken over as it is, though the browser knows more', async () => {
  const { cart, shop, countListeners } = openBasket()
  await shop.world.run(cart.add({ productId: 'mug' }))
  const { component } = watch(() => {
    const { status, count } = useCart(cart)
    return () => `${status.value} ${count.value}`
  })
  const host = document.body.appendChild(document.createElement('div'))
  host.innerHTML = await renderToString(createSSRApp(component))
  expect(host.textContent).toBe('loading 0')
  expect(countListeners()).toBe(0)
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const client = createSSRApp(component)
  client.mount(host)
  expect(warned).not.toHaveBeenCalled()
  await nextTick()
  expect(host.textContent).toBe('ready 1')
  client.unmount()
  host.remove()
})

// @vitest-environment jsdom
import { createCart } from '@holdfast/cart'
import { bearer, createSession } from '@holdfast/core'
import { act, cleanup, render, screen } from '@testing-library/react'
import { type JSX, StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, expect, test, vi } from 'vitest'
import { shown } from '../../test/createWho.tsx'
import { openBasket } from '../../test/openBasket.tsx'
import { type CartActions, useCart } from './useCart.ts'

afterEach(cleanup)

test('shows the cart, an edit at once, and those of other tabs', async () => {
  const { cart, shop, run, advance } = openBasket()
  function Basket(): JSX.Element {
    const { status, lines, count, add } = useCart(cart)
    return (
      <>
        <output>{`${status} ${count} ${lines.map(({ productId }) => productId)}`}</output>
        <button type="button" onClick={() => add({ productId: 'mug' })} />
      </>
    )
  }
  render(<Basket />)
  expect(shown()).toBe('loading 0 ')
  await run(cart.ready())
  expect(shown()).toBe('ready 0 ')
  act(() => screen.getByRole('button').click())
  expect(shown()).toBe('ready 1 mug')
  await advance(1_000)
  await run(shop.open().cart.add({ productId: 'pen', quantity: 2 }))
  await advance(1_000)
  expect(shown()).toBe('ready 3 mug,pen')
})

test('renders only for fields that it has read, and where it reads none, never (invariant 14)', async () => {
  const { cart, run } = openBasket()
  const renders = { count: 0, coupons: 0, add: 0 }
  function Count(): JSX.Element {
    const { count } = useCart(cart)
    renders.count++
    return <output>{count}</output>
  }
  function Coupons(): string {
    const { coupons } = useCart(cart)
    renders.coupons++
    return String(coupons.length)
  }
  const given: Partial<CartActions> = {}
  function Add(): null {
    Object.assign(given, { add: useCart(cart).add })
    renders.add++
    return null
  }
  render([<Count key={1} />, <Coupons key={2} />, <Add key={3} />])
  await run(given.add!({ productId: 'mug' }))
  expect(shown()).toBe('1')
  expect(renders).toEqual({ count: 2, coupons: 1, add: 1 })
  await run(cart.addCoupon('SPRING'))
  expect(renders).toEqual({ count: 2, coupons: 2, add: 1 })
})

test('with a selector renders only when what it selects differs', async () => {
  const { cart, run } = openBasket()
  const renders = { isEmpty: 0, products: 0 }
  function IsEmpty(): JSX.Element {
    renders.isEmpty++
    return <output>{String(useCart(cart, ({ count }) => count === 0))}</output>
  }
  function Products(): string {
    renders.products++
    return useCart(
      cart,
      ({ lines }) => lines.map(({ productId }) => productId),
      (a, b) => String(a) === String(b),
    ).join()
  }
  render([<IsEmpty key={1} />, <Products key={2} />])
  const key = await run(cart.add({ productId: 'mug' }))
  expect(shown()).toBe('false')
  expect(renders).toEqual({ isEmpty: 2, products: 2 })
  await run(cart.setQuantity(key, 7))
  expect(renders).toEqual({ isEmpty: 2, products: 2 })
})

test('renders for no focus, no news and no refresh of the session (invariant 14)', async () => {
  const { cart, session, tab, shop, run, advance } = openBasket()
  await run(session.signIn({ user: 'ann', password: 'ann' }))
  await run(cart.add({ productId: 'mug' }))
  let renders = 0
  function All(): JSX.Element {
    renders++
    return <output>{JSON.stringify({ ...useCart(cart) })}</output>
  }
  render(<All />)
  await advance(1_000)
  const before = renders
  const other = shop.open()
  await run(other.cart.ready())
  await run(session.refresh())
  act(() => tab.focus())
  await run(other.cart.setQuantity(cart.getSnapshot().lines[0]!.key, 1))
  await advance(2_000)
  expect(renders - before).toBe(0)
  await run(other.cart.add({ productId: 'pen' }))
  await advance(1_000)
  expect(renders - before, 'it does look').toBe(1)
})

test('under StrictMode each reader listens once, and after an unmount nobody does (invariant 15)', async () => {
  const { cart, countListeners, run } = openBasket()
  function Count(): string {
    return `${useCart(cart).count} ${useCart(cart, ({ count }) => count)},`
  }
  const { container, unmount } = render(
    <StrictMode>
      <Count />
      <Count />
    </StrictMode>,
  )
  await run(cart.add({ productId: 'mug', quantity: 2 }))
  expect(container.textContent).toBe('2 2,2 2,')
  expect(countListeners()).toBe(4)
  unmount()
  expect(countListeners()).toBe(0)
})

test('a server renders a cart that is loading, whose page is taken over as it is, though the browser knows more', async () => {
  const { cart, run, advance } = openBasket()
  await run(cart.add({ productId: 'mug' }))
  const page = (of: typeof cart) => {
    const Basket = (): string => {
      const { status, count } = useCart(of)
      return `${status} ${count}`
    }
    return <Basket />
  }
  const session = createSession({ source: bearer({ url: '/auth' }) })
  const host = document.body.appendChild(document.createElement('div'))
  host.innerHTML = renderToString(page(createCart({ session, currency: 'EUR' })))
  expect(host.textContent).toBe('loading 0')
  const onRecoverableError = vi.fn()
  const root = await act(async () => hydrateRoot(host, page(cart), { onRecoverableError }))
  await advance(1_000)
  expect(host.textContent).toBe('ready 1')
  expect(onRecoverableError).not.toHaveBeenCalled()
  act(() => root.unmount())
  host.remove()
})

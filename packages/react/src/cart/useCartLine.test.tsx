// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react'
import { type JSX, memo } from 'react'
import { afterEach, expect, test } from 'vitest'
import { fillCart } from '../../../cart/test/fillCart.ts'
import { shown } from '../../test/createWho.tsx'
import { openBasket } from '../../test/openBasket.tsx'
import { useCart } from './useCart.ts'
import { useCartLine } from './useCartLine.ts'

afterEach(cleanup)

test('an edit of 1 of 250 lines renders 1 line, and the list not at all (invariant 14)', async () => {
  const basket = openBasket()
  const { cart, run } = basket
  const keys = await fillCart(basket.shop, basket, 250)
  const rendered: string[] = []
  const Line = memo(({ of }: { readonly of: string }): JSX.Element => {
    rendered.push(of)
    return <li>{useCartLine(cart, of)?.quantity}</li>
  })
  const isEqual = (a: readonly string[], b: readonly string[]): boolean => String(a) === String(b)
  function List(): JSX.Element {
    rendered.push('the list')
    const shownKeys = useCart(cart, ({ lines }) => lines.map(({ key }) => key), isEqual)
    return (
      <ol>
        {shownKeys.map((key) => (
          <Line key={key} of={key} />
        ))}
      </ol>
    )
  }
  const { container } = render(<List />)
  expect([rendered.length, container.textContent]).toEqual([251, '1'.repeat(250)])
  rendered.length = 0
  const edited = keys[137]!
  await run(cart.setQuantity(edited, 7))
  expect(rendered).toEqual([edited])
  expect(container.textContent).toBe(`${'1'.repeat(137)}7${'1'.repeat(112)}`)
})

test('lines that are given to components as they are render only where they differ', async () => {
  const { cart, run } = openBasket()
  const keys = await run(Promise.all(['mug', 'pen', 'cap'].map((productId) => cart.add({ productId }))))
  const rendered: string[] = []
  const Line = memo(({ line }: { readonly line: ReturnType<typeof useCartLine> }): JSX.Element => {
    rendered.push(line!.productId)
    return <li>{line!.quantity}</li>
  })
  const List = (): JSX.Element[] => useCart(cart).lines.map((line) => <Line key={line.key} line={line} />)
  render(<List />)
  rendered.length = 0
  await run(cart.setQuantity(keys[1]!, 2))
  expect(rendered).toEqual(['pen'])
})

test('finds a line in either list, follows its key, and gives null where there is none', async () => {
  const { cart, run } = openBasket()
  const [mug, pen] = await run(Promise.all([cart.add({ productId: 'mug' }), cart.add({ productId: 'pen' })]))
  function Line({ of }: { readonly of: string }): JSX.Element {
    const line = useCartLine(cart, of)
    return <output>{line && `${line.productId} ${line.quantity}`}</output>
  }
  const { rerender } = render(<Line of={mug} />)
  expect(shown()).toBe('mug 1')
  await run(cart.move(mug, 'saved'))
  await run(cart.setQuantity(mug, 4, 'saved'))
  expect(shown()).toBe('mug 4')
  rerender(<Line of={pen} />)
  expect(shown()).toBe('pen 1')
  await run(cart.remove(pen))
  expect(shown()).toBe('')
})

test('finds one that is in both lists in the one that is asked for', async () => {
  const { cart, run } = openBasket()
  const key = await run(cart.add({ productId: 'mug', quantity: 2, list: 'saved' }))
  function Both(): JSX.Element {
    const lines = [useCartLine(cart, key), useCartLine(cart, key, 'cart'), useCartLine(cart, key, 'saved')]
    return <output>{lines.map((line) => line?.quantity ?? 'none').join(' ')}</output>
  }
  render(<Both />)
  expect(shown()).toBe('2 none 2')
  await run(cart.add({ productId: 'mug', quantity: 5 }))
  expect(shown()).toBe('5 5 2')
})

import { useRecord, useSession } from '@holdfast/react'
import { useEffect, useState } from 'react'
import { allOfThem, changeBasket } from '../assets/shared/changeBasket.js'
import { describeLine, describeOwner, describeTotal } from '../assets/shared/describeBasket.js'
import { BasketLine } from './BasketLine.tsx'
import { Checkout } from './Checkout.tsx'
import type { ShopProps } from './ShopProps.ts'
import { useShown } from './useShown.ts'

/** What is wanted, the same in every tab. */
export function Basket({ shop }: ShopProps) {
  const { status, value: lines, isDurable, update } = useRecord(shop.oldBasket)
  const name = useSession(({ user }) => user?.name)
  const { status: isKnown, products } = useShown(shop.products)
  const [problem, setProblem] = useState('')
  const [said, setSaid] = useState('')
  const isLoading = status === 'loading' || isKnown === 'loading'

  useEffect(() => shop.session.on('user-changed', () => setProblem('')), [shop])

  async function change(sku: string, by: number, called: string) {
    setProblem('')
    if (by === allOfThem) document.getElementById('basket-title')?.focus()
    setProblem(await changeBasket(update, shop.tabNews, { sku, name: called, by }))
  }

  return (
    <section id="basket" className="panel at-basket" aria-labelledby="basket-title">
      <div className="panel-head">
        <h2 id="basket-title" tabIndex={-1}>
          Basket
        </h2>
        <span className="soft">{!isLoading && describeOwner(name, isDurable, shop.settings)}</span>
      </div>
      <p id="order-said" className="good" role="status">
        {said}
      </p>
      <div aria-hidden="true" hidden={!isLoading}>
        <span className="skeleton skeleton-line" />
        <span className="skeleton skeleton-line" />
      </div>
      <p className="soft" hidden={isLoading || lines.length > 0}>
        Nothing in it yet. Add something from the catalogue.
      </p>
      <ul className="plain-list" aria-labelledby="basket-title" hidden={isLoading}>
        {lines.map((line) => {
          const words = describeLine(line, products)
          const onChange = (by: number) => void change(line.sku, by, words.name)
          return <BasketLine key={line.sku} quantity={line.quantity} words={words} onChange={onChange} />
        })}
      </ul>
      <p id="basket-problem" className="notice bad" role="alert" hidden={problem === ''}>
        {problem}
      </p>
      <div hidden={isLoading || lines.length === 0}>
        <Checkout shop={shop} total={describeTotal(lines, products)} onSaid={setSaid} onProblem={setProblem} />
      </div>
    </section>
  )
}

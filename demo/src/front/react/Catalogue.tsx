import { useState } from 'react'
import type { Product } from '../assets/shared/loadCatalogue.js'
import { Card } from './Card.tsx'
import type { ShopProps } from './ShopProps.ts'
import { useShown } from './useShown.ts'

const places = ['1', '2', '3', '4', '5', '6']

/** What is for sale. */
export function Catalogue({ shop }: ShopProps) {
  const { status, products } = useShown(shop.products)
  const [said, setSaid] = useState('')

  async function add(product: Product, chosen: string) {
    setSaid(await shop.basket.add(product, chosen))
  }

  return (
    <section id="catalogue" className="at-catalogue" aria-labelledby="catalogue-title" tabIndex={-1}>
      <h2 id="catalogue-title">Catalogue</h2>
      <p className="unseen" role="status">
        {said}
      </p>
      <p className="notice bad" role="alert" hidden={status !== 'failed'}>
        The catalogue cannot be loaded.{' '}
        <button type="button" className="quiet small" onClick={shop.products.load}>
          Try again
        </button>
      </p>
      <ul className="cards plain-list" aria-labelledby="catalogue-title" aria-busy={status === 'loading' || undefined}>
        {status === 'loading' &&
          places.map((place) => <li key={place} className="card skeleton skeleton-card" aria-hidden="true" />)}
        {products.map((product) => (
          <Card key={product.sku} product={product} onAdd={(chosen) => void add(product, chosen)} />
        ))}
      </ul>
    </section>
  )
}

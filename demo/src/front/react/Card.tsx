import { useState } from 'react'
import { variantOf } from '../assets/shared/basket/variants.js'
import { formatMoney } from '../assets/shared/formatMoney.js'
import type { Product } from '../assets/shared/loadCatalogue.js'
import { CardChoice } from './CardChoice.tsx'

export interface CardProps {
  readonly product: Product
  readonly onAdd: (chosen: string) => void
}

/** One product, and the way into the basket. */
export function Card({ product, onAdd }: CardProps) {
  const { sku, name, description, price, currency, image } = product
  const variant = variantOf(sku)
  const [chosen, setChosen] = useState(variant?.options?.[0] ?? '')
  return (
    <li className="card">
      <img src={image} alt="" width="160" height="120" />
      <div className="card-text">
        <h3>{name}</h3>
        <p className="soft">{description}</p>
        {variant && <CardChoice sku={sku} name={name} variant={variant} chosen={chosen} onChosen={setChosen} />}
        <div className="card-foot">
          <span className="price">{formatMoney(price, currency)}</span>
          <button type="button" className="small" onClick={() => onAdd(chosen)}>
            Add<span className="unseen"> {name} to basket</span>
          </button>
        </div>
      </div>
    </li>
  )
}

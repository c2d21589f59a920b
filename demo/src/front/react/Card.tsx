import { formatMoney } from '../assets/shared/formatMoney.js'
import type { Product } from '../assets/shared/loadCatalogue.js'

/** One product, and the way into the basket. */
export function Card({ product, onAdd }: { readonly product: Product; readonly onAdd: () => void }) {
  const { name, description, price, currency, image } = product
  return (
    <li className="card">
      <img src={image} alt="" width="160" height="120" />
      <div className="card-text">
        <h3>{name}</h3>
        <p className="soft">{description}</p>
        <div className="card-foot">
          <span className="price">{formatMoney(price, currency)}</span>
          <button type="button" className="small" onClick={onAdd}>
            Add<span className="unseen"> {name} to basket</span>
          </button>
        </div>
      </div>
    </li>
  )
}

import { mostPieces } from '../assets/shared/basketLines.js'
import { allOfThem } from '../assets/shared/changeBasket.js'
import type { describeLine } from '../assets/shared/describeBasket.js'

export interface BasketLineProps {
  readonly quantity: number
  readonly words: ReturnType<typeof describeLine>
  readonly onChange: (by: number) => void
}

/** One line of the basket, with buttons for more, fewer and none. */
export function BasketLine({ quantity, words: { name, each, sum }, onChange }: BasketLineProps) {
  return (
    <li className="basket-line">
      <div className="basket-name">
        <strong>{name}</strong>
        <span className="soft">{each}</span>
      </div>
      <div className="stepper">
        {/* Not `disabled`: that would drop the focus of whoever pressed it last. */}
        <button
          type="button"
          className="quiet square"
          aria-label={`One fewer of ${name}`}
          aria-disabled={quantity <= 1}
          onClick={() => onChange(-1)}
        >
          −
        </button>
        <output className="quantity" aria-label={`How many of ${name}`}>
          {quantity}
        </output>
        <button
          type="button"
          className="quiet square"
          aria-label={`One more of ${name}`}
          aria-disabled={quantity >= mostPieces}
          onClick={() => onChange(1)}
        >
          +
        </button>
      </div>
      <span className="price">{sum}</span>
      <button type="button" className="link" aria-label={`Remove ${name}`} onClick={() => onChange(allOfThem)}>
        Remove
      </button>
    </li>
  )
}

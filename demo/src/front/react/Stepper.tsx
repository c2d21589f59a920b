import { lineNames } from '../assets/shared/basket/basketTexts.js'
import { mostPieces } from '../assets/shared/basket/readQuantity.js'
import { DraftField } from './DraftField.tsx'

export interface StepperProps {
  readonly name: string
  readonly quantity: number
  readonly onStep: (by: 1 | -1) => void
  readonly onWritten: (text: string) => boolean
}

/** How many there are: two buttons and a field. */
export function Stepper({ name, quantity, onStep, onWritten }: StepperProps) {
  const names = lineNames(name)
  // Not `disabled`: that would drop the focus of whoever pressed it last.
  return (
    <div className="stepper">
      <button
        type="button"
        className="quiet square"
        aria-label={names.fewer}
        aria-disabled={quantity <= 1}
        onClick={() => onStep(-1)}
      >
        −
      </button>
      <DraftField
        type="number"
        className="quantity"
        min="1"
        max={mostPieces}
        inputMode="numeric"
        aria-label={names.quantity}
        text={String(quantity)}
        onWritten={onWritten}
      />
      <button
        type="button"
        className="quiet square"
        aria-label={names.more}
        aria-disabled={quantity >= mostPieces}
        onClick={() => onStep(1)}
      >
        +
      </button>
    </div>
  )
}

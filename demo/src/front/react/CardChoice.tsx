import type { Variant } from '../assets/shared/basket/variants.js'

export interface CardChoiceProps {
  readonly sku: string
  readonly name: string
  readonly variant: Variant
  readonly chosen: string
  readonly onChosen: (chosen: string) => void
}

/** What one may choose of a product. */
export function CardChoice({ sku, name, variant: { label, options, longest }, chosen, onChosen }: CardChoiceProps) {
  const id = `choice-${sku}`
  return (
    <div className="card-choice">
      <label htmlFor={id}>
        {label}
        <span className="unseen"> of {name}</span>
      </label>
      {options ? (
        <select id={id} value={chosen} onChange={({ target }) => onChosen(target.value)}>
          {options.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          type="text"
          maxLength={longest}
          autoComplete="off"
          placeholder="none"
          value={chosen}
          onChange={({ target }) => onChosen(target.value)}
        />
      )}
    </div>
  )
}

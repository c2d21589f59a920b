export interface FieldProps {
  readonly name: string
  readonly label: string
  readonly type: string
  readonly autoComplete: string
  readonly value: string
  readonly error: string | undefined
  readonly onValue: (value: string) => void
}

/** A field of a form, and what is wrong with it. */
export function Field({ name, label, type, autoComplete, value, error, onValue }: FieldProps) {
  const errorId = `${name}-error`
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <input
        id={name}
        name={name}
        type={type}
        autoComplete={autoComplete}
        required
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? errorId : undefined}
        onChange={({ target }) => onValue(target.value)}
      />
      <p id={errorId} className="field-error" hidden={!error}>
        {error}
      </p>
    </div>
  )
}

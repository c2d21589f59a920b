export interface LeavingProps {
  readonly text: string
  /** For those who do not see where it stands. */
  readonly name: string
  readonly onPress: () => Promise<void>
}

/** A button that goes away with what it is in: the focus passes to the basket, next to the way back. */
export function Leaving({ text, name, onPress }: LeavingProps) {
  function press() {
    document.getElementById('basket-title')?.focus()
    void onPress()
  }
  return (
    <button type="button" className="link" aria-label={name} onClick={press}>
      {text}
    </button>
  )
}

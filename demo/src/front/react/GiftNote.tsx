import { type KeyboardEvent, useRef } from 'react'
import { lineNames } from '../assets/shared/basket/basketTexts.js'
import { DraftField } from './DraftField.tsx'

export interface GiftNoteProps {
  readonly name: string
  readonly note: string
  readonly onWritten: (text: string) => void
}

/** A gift note, behind what it says. */
export function GiftNote({ name, note, onWritten }: GiftNoteProps) {
  const details = useRef<HTMLDetailsElement>(null)
  const summary = useRef<HTMLElement>(null)

  function take(text: string) {
    onWritten(text)
    return true
  }

  function fold({ key }: KeyboardEvent) {
    if (key !== 'Enter' || !details.current) return
    details.current.open = false
    summary.current?.focus()
  }

  return (
    <details ref={details} className="gift-note">
      <summary ref={summary}>{note ? `Gift note: ${note}` : 'Add a gift note'}</summary>
      <DraftField
        type="text"
        maxLength={120}
        autoComplete="off"
        placeholder="Happy birthday!"
        aria-label={lineNames(name).note}
        text={note}
        onWritten={take}
        onKeyDown={fold}
      />
    </details>
  )
}

import { type ComponentProps, useEffect, useLayoutEffect, useRef } from 'react'

export interface DraftFieldProps extends ComponentProps<'input'> {
  readonly text: string
  /** Tells whether what was written is taken. */
  readonly onWritten: (text: string) => boolean
}

/** A field that counts once it is left: the browser's own `change`, for which React has no name. */
export function DraftField({ text, onWritten, ...attributes }: DraftFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  const shown = useRef('')

  useLayoutEffect(() => {
    const input = field.current
    if (!input) return
    // What somebody is writing stays.
    if (input.value === shown.current || document.activeElement !== input) input.value = text
    shown.current = text
  }, [text])

  useEffect(() => {
    const input = field.current
    const take = () => {
      if (input && !onWritten(input.value)) input.value = shown.current
    }
    input?.addEventListener('change', take)
    return () => input?.removeEventListener('change', take)
  }, [onWritten])

  return <input {...attributes} ref={field} />
}

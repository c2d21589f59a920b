import { refuse } from '../refuse.ts'

/** Throws `RECORD_INVALID` for what is no text, or an empty one. */
export function checkText(what: string, value: unknown): string {
  if (typeof value !== 'string' || !value) refuse('RECORD_INVALID', `${what} must be a text, and not an empty one.`)
  return value
}

import { refuse } from '../refuse.ts'
import { checkText } from './checkText.ts'
import { isName } from './isName.ts'

/** A name in the one form that Unicode calls NFC; throws `RECORD_INVALID`. */
export function checkName(what: string, name: unknown): string {
  const text = checkText(what, name).normalize('NFC')
  if (!isName(text)) refuse('RECORD_INVALID', `${what} must not be ${text}; take a name of your own.`)
  return text
}

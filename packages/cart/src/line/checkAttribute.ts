import { bytesOf, type Limits } from '../Limits.ts'
import { refuse } from '../refuse.ts'
import { checkName } from './checkName.ts'
import { checkText } from './checkText.ts'

/** An attribute's name and its text in NFC; throws `RECORD_INVALID` or `LIMIT_EXCEEDED`. */
export function checkAttribute(
  name: unknown,
  value: unknown,
  { attributeBytes }: Limits,
): [name: string, text: string] {
  const key = checkName('The name of an attribute', name)
  const text = checkText(key, value).normalize('NFC')
  if (bytesOf(key + text) > attributeBytes)
    refuse('LIMIT_EXCEEDED', `${key} may have ${attributeBytes} bytes; store it elsewhere and refer to it.`)
  return [key, text]
}

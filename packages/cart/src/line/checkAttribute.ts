import { bytesOf, keepWithin, type Limits } from '../Limits.ts'
import { checkName } from './checkName.ts'
import { checkText } from './checkText.ts'

/** An attribute's name and its text in NFC; throws `RECORD_INVALID` or `LIMIT_EXCEEDED`. */
export function checkAttribute(name: unknown, value: unknown, limits: Limits): [name: string, text: string] {
  const key = checkName('The name of an attribute', name)
  const text = checkText(key, value).normalize('NFC')
  keepWithin(limits, 'attributeBytes', bytesOf(key + text))
  return [key, text]
}

import { keepWithin, type Limits } from '../Limits.ts'
import { checkAttribute } from './checkAttribute.ts'
import type { Texts } from './lineKey.ts'

/** Attributes in NFC, without the empty ones; throws `RECORD_INVALID` or `LIMIT_EXCEEDED`. */
export function checkTexts(values: Texts | undefined, limits: Limits): Texts {
  const given = Object.entries(Object(values)).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  )
  keepWithin(limits, 'attributes', given.length)
  return Object.fromEntries(given.map(([name, value]) => checkAttribute(name, value, limits)))
}

import type { LineDocument } from '../document/CartDocument.ts'
import { bytesOf, type Limits } from '../Limits.ts'
import { countOf } from '../quantity/Quantity.ts'

/** Whether a line is more than one line may be; `before`: what was there, which may be so and not become more. */
export function exceeds(line: LineDocument, before: LineDocument | undefined, limits: Limits): boolean {
  const { identity, attributes } = line
  const texts = Object.entries(attributes).map(([name, { 2: text }]) => [name, text ?? ''] as const)
  const given = [...Object.keys(identity), ...texts.filter(([, text]) => text)]
  const isLarge = [['', line.product], ...Object.entries(identity), ...texts].some(
    ([name, text]) => bytesOf(`${name}${text}`) > limits.attributeBytes,
  )
  const isMuch = (['cart', 'saved'] as const).some((list) => {
    const count = countOf(line[list])
    return count > limits.quantity && count > (before ? countOf(before[list]) : 0)
  })
  return isMuch || isLarge || given.length > limits.attributes
}

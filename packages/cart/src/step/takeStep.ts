import type { CartDocument, LineDocument } from '../document/CartDocument.ts'
import { keepWithin, type Limits } from '../Limits.ts'
import { changeQuantity, setQuantity } from '../quantity/changeQuantity.ts'
import { countOf, NONE } from '../quantity/Quantity.ts'
import { timeAfter } from '../quantity/Register.ts'
import { refuse } from '../refuse.ts'
import type { Actor, Step } from './Step.ts'

/** The cart after a step, and what takes the step back. Throws `RECORD_INVALID` for a line that is not there, `LIMIT_EXCEEDED`. */
export function takeStep(cart: CartDocument, step: Step, { id, now }: Actor, limits: Limits): [CartDocument, Step] {
  if ('code' in step) {
    const { code, isOn } = step
    const before = cart.coupons[code]
    const coupons = { ...cart.coupons, [code]: [timeAfter(before, now), id, isOn] as const }
    return [
      { ...cart, coupons },
      { code, isOn: before?.[2] ?? false },
    ]
  }
  const { key } = step
  const line = Object.hasOwn(cart.lines, key) ? cart.lines[key] : newLine(step, now)
  if (!line) refuse('RECORD_INVALID', 'The cart has no such line; take the key from one of its lines.')
  const put = (change: Partial<LineDocument>): CartDocument => ({
    ...cart,
    lines: { ...cart.lines, [key]: { ...line, ...change } },
  })
  if ('name' in step) {
    const { name, text } = step
    const before = line.attributes[name]
    const attributes = { ...line.attributes, [name]: [timeAfter(before, now), id, text] as const }
    const given = [...Object.keys(line.identity), ...Object.values(attributes).filter((item) => item[2] !== null)]
    if (text !== null) keepWithin(limits, 'attributes', given.length)
    return [put({ attributes }), { key, name, text: before?.[2] ?? null }]
  }
  const { list } = step
  const before = line[list]
  const after = 'by' in step ? changeQuantity(before, step.by, id, now) : setQuantity(before, step.to, id, now)
  const count = countOf(after)
  const by = countOf(before) - count
  if (by < 0) keepWithin(limits, 'quantity', count)
  return [put({ [list]: after }), { key, list, by }]
}

function newLine(step: Step, at: number): LineDocument | undefined {
  return 'line' in step ? { ...step.line, at, cart: NONE, saved: NONE, attributes: {} } : undefined
}

import type { CartDocument } from '../document/CartDocument.ts'
import { createMeasure, type Measure } from '../document/createMeasure.ts'
import { isLive } from '../document/isLive.ts'
import { keepWithin, type Limits } from '../Limits.ts'
import type { Actor, Step } from './Step.ts'
import { takeStep } from './takeStep.ts'

/** The cart after several steps, and what takes them all back. Throws `RECORD_INVALID` or `LIMIT_EXCEEDED`. */
export function takeSteps(
  cart: CartDocument,
  steps: readonly Step[],
  actor: Actor,
  limits: Limits,
  sizeOf: Measure = createMeasure(),
): [CartDocument, readonly Step[]] {
  const id = cart.id || actor.id
  let after: CartDocument = { ...cart, id }
  const back: Step[] = []
  for (const step of steps) {
    const [next, inverse] = takeStep(after, step, { ...actor, id }, limits)
    after = next
    back.unshift(inverse)
  }
  if (Object.keys(after.lines).length > limits.lines) {
    const count = liveKeys(after).length
    if (count > liveKeys(cart).length) keepWithin(limits, 'lines', count)
  }
  return [trim(after, cart, actor, limits, sizeOf), back]
}

/** The cart, without what is left of removed lines where there would be no room otherwise. */
function trim(cart: CartDocument, before: CartDocument, { id }: Actor, limits: Limits, sizeOf: Measure): CartDocument {
  if (sizeOf(cart) <= limits.bytes) return cart
  const lines = Object.fromEntries(keptKeys(cart).map((key) => [key, cart.lines[key]!]))
  // Sums that begin anew need another name, or a copy that has the old ones would take them for older.
  const smaller = { ...cart, id, lines }
  if (sizeOf(smaller) > sizeOf(before)) keepWithin(limits, 'bytes', sizeOf(smaller))
  return smaller
}

/** What is left of a removed line stays until the server has it. */
function keptKeys(cart: CartDocument): string[] {
  const unsent = Object.keys(cart.remote?.unsent ?? {}).filter((key) => Object.hasOwn(cart.lines, key))
  return [...new Set([...liveKeys(cart), ...unsent])]
}

function liveKeys({ lines }: CartDocument): string[] {
  return Object.keys(lines).filter((key) => isLive(lines[key]))
}

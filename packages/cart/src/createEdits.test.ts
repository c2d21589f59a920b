import { expect, test } from 'vitest'
import { createEdits, type Edits } from './createEdits.ts'
import { type CartDocument, EMPTY } from './document/CartDocument.ts'
import { mergeCarts } from './document/mergeCarts.ts'
import { toLimits } from './Limits.ts'
import { countOf } from './quantity/Quantity.ts'
import { takeSteps } from './step/takeSteps.ts'

const limits = toLimits()

/** What a device makes of a cart. */
async function on(device: string, cart: CartDocument, edit: (edits: Edits) => Promise<unknown>): Promise<CartDocument> {
  let after = { ...cart, id: device.repeat(16) }
  const edits = createEdits(async (_, toSteps) => {
    ;[after] = takeSteps(after, toSteps(after), { id: '', now: 1 }, limits)
  }, limits)
  await edit(edits)
  return after
}
const counts = ({ lines }: CartDocument) =>
  Object.values(lines).map(({ cart, saved }) => ({ cart: countOf(cart), saved: countOf(saved) }))

test('where two devices move the same line there are no more pieces afterwards, and none added meanwhile is moved', async () => {
  const start = await on('a', EMPTY, ({ add }) => add({ productId: 'mug', quantity: 3 }))
  const key = Object.keys(start.lines)[0]!
  const first = await on('a', start, ({ move }) => move(key, 'saved'))
  const second = await on('b', start, ({ move }) => move(key, 'saved'))
  const third = await on('c', start, ({ add }) => add({ productId: 'mug' }))
  expect(counts(mergeCarts(mergeCarts(first, second), third))).toEqual([{ cart: 1, saved: 3 }])
})

test('a cart that is cleared on one device keeps what is added on another meanwhile', async () => {
  const start = await on('a', EMPTY, ({ add }) => add({ productId: 'mug', quantity: 3 }))
  const cleared = await on('a', start, ({ clear }) => clear())
  const added = await on('b', start, ({ add }) => add({ productId: 'mug', quantity: 2 }))
  expect(counts(mergeCarts(cleared, added))).toEqual([{ cart: 2, saved: 0 }])
})

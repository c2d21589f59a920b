import { createRecord } from '@holdfast/core'
import type { CartDocument, LineDocument } from '../src/document/CartDocument.ts'
import { EMPTY } from '../src/document/CartDocument.ts'
import type { Page, Shop } from './openShop.ts'

/** Puts one piece each of so many products into a cart that is still empty, at one go; resolves with the keys of the lines. */
export async function fillCart({ world }: Shop, { cart, session, tab }: Page, count: number): Promise<string[]> {
  const id = 'f'.repeat(16)
  const entries = Array.from({ length: count }, (_, index): [string, LineDocument] => [
    index.toString(16).padStart(16, '0'),
    { product: `product-${index}`, identity: {}, at: index, cart: [{ [id]: [1, 0] }], saved: [{}], attributes: {} },
  ])
  const { platform } = tab
  const record = createRecord<CartDocument>({ name: 'cart.EUR', initial: EMPTY, owner: session, platform })
  await world.run(cart.ready())
  await world.run(record.update(() => ({ ...EMPTY, id, lines: Object.fromEntries(entries) })))
  await world.until(() => cart.getSnapshot().lines.length === count)
  return entries.map(([key]) => key)
}

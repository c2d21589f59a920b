import type { Cart, Item } from './Cart.ts'
import { type CartDocument, checkList } from './document/CartDocument.ts'
import type { Limits } from './Limits.ts'
import { checkAttribute } from './line/checkAttribute.ts'
import { checkCount } from './line/checkCount.ts'
import { checkName } from './line/checkName.ts'
import { checkTexts } from './line/checkTexts.ts'
import { lineKey } from './line/lineKey.ts'
import { countOf } from './quantity/Quantity.ts'
import type { Step } from './step/Step.ts'

export type Edits = Pick<
  Cart,
  'add' | 'setQuantity' | 'remove' | 'move' | 'setAttribute' | 'addCoupon' | 'removeCoupon' | 'clear'
>

/** Takes steps on the newest cart; those of one `subject` that follow each other closely are one gesture. */
export type Run = (subject: string, toSteps: (cart: CartDocument) => readonly Step[]) => Promise<unknown>

/** What apps call, as steps; what makes no sense is refused before anything changes. */
export function createEdits(run: Run, limits: Limits): Edits {
  async function switchCoupon(given: string, isOn: boolean): Promise<void> {
    const code = checkName('A coupon', checkAttribute('coupon', given, limits)[1])
    await run('', ({ coupons }) => ((coupons[code]?.[2] ?? false) === isOn ? [] : [{ code, isOn }]))
  }

  return {
    async add(item) {
      const { productId, quantity = 1, identity, attributes, list = 'cart' } = Object(item) as Item
      const line = {
        product: checkAttribute('productId', productId, limits)[1],
        identity: checkTexts(identity, limits),
      }
      const key = lineKey(line.product, line.identity)
      const steps: Step[] = [{ key, list: checkList(list), by: checkCount(quantity, 1), line }]
      for (const [name, text] of Object.entries(checkTexts(attributes, limits))) steps.push({ key, name, text })
      await run(key + list, () => steps)
      return key
    },
    async setQuantity(key, quantity, list = 'cart') {
      const steps: Step[] = [{ key, list: checkList(list), to: checkCount(quantity, 0) }]
      await run(key + list, () => steps)
    },
    async remove(key, { quantity, list = 'cart' } = {}) {
      const line = { key, list: checkList(list) }
      if (quantity === undefined) await run('', () => [{ ...line, to: 0 }])
      else {
        const by = -checkCount(quantity, 1)
        await run(key + list, () => [{ ...line, by }])
      }
    },
    async move(key, to) {
      const from = checkList(to) === 'cart' ? 'saved' : 'cart'
      await run('', ({ lines }) => {
        const line = Object.hasOwn(lines, key) ? lines[key] : undefined
        const count = line ? countOf(line[from]) : 0
        const away: Step = { key, list: from, to: 0 }
        // Set, not added: where two devices move the same pieces, there are no more of them afterwards.
        return line ? (count ? [away, { key, list: to, to: countOf(line[to]) + count }] : []) : [away]
      })
    },
    async setAttribute(key, name, value) {
      const [checked, text] = checkAttribute(name, value || 'none', limits)
      await run(key + checked, () => [{ key, name: checked, text: value ? text : null }])
    },
    addCoupon: (code) => switchCoupon(code, true),
    removeCoupon: (code) => switchCoupon(code, false),
    async clear() {
      await run('', ({ lines, coupons }) => [
        ...Object.entries(lines).flatMap(([key, { cart }]): Step[] =>
          countOf(cart) ? [{ key, list: 'cart', to: 0 }] : [],
        ),
        ...Object.entries(coupons).flatMap(([code, { 2: isOn }]): Step[] => (isOn ? [{ code, isOn: false }] : [])),
      ])
    },
  }
}

import type { SharedRecord } from '@holdfast/core'
import type { Cart, CheckOutOptions } from './Cart.ts'
import type { CartDocument, Checkout } from './document/CartDocument.ts'
import { countOf, NONE } from './quantity/Quantity.ts'
import { refuse } from './refuse.ts'
import { isRefusal } from './remote/readAnswer.ts'
import type { CartSnapshot } from './view/CartSnapshot.ts'
import { toLine } from './view/linesOf.ts'

/** How long an order whose outcome is not known is asked for again, in milliseconds. */
const DAY = 86_400_000

export interface CheckOutParts {
  readonly record: Pick<SharedRecord<CartDocument>, 'update'>
  getSnapshot(): CartSnapshot
  now(): number
  newId(): string
  /** Brings the server up to date first. */
  flush(): Promise<void>
  /** Notes what a change has changed. */
  mark(before: CartDocument, after: CartDocument): CartDocument
}

export function createCheckOut({ record, getSnapshot, now, newId, flush, mark }: CheckOutParts): Cart['checkOut'] {
  /** Under the order's id, which server and tabs write alike: it counts once, whoever is first. */
  function takeOut(cart: CartDocument, { id, lines: ordered, coupons: used }: Checkout): CartDocument {
    const lines = { ...cart.lines }
    const coupons = { ...cart.coupons }
    for (const [code, time] of Object.entries(used))
      if (coupons[code]?.[0] === time) coupons[code] = [time + 1, id, false]
    for (const [key, count] of Object.entries(ordered)) {
      const line = lines[key]
      const [sums, ...base] = line?.cart ?? NONE
      if (line && !sums[id]) lines[key] = { ...line, cart: [{ ...sums, [id]: [0, count] }, ...base] }
    }
    return mark(cart, { ...cart, lines, coupons })
  }

  return async (place) => {
    await flush()
    const fresh = { id: newId(), at: now() }
    const { checkout, lines } = await record.update((cart) => {
      const { checkout: open } = cart
      if (open && isOpen(cart, open, fresh.at)) return cart
      const wanted = Object.entries(cart.lines).flatMap(([key, line]) => {
        const count = countOf(line.cart)
        return count ? [[key, count] as const] : []
      })
      const used = Object.entries(cart.coupons).flatMap(([code, [time, , isOn]]) =>
        isOn ? [[code, time] as const] : [],
      )
      const order = { lines: Object.fromEntries(wanted), coupons: Object.fromEntries(used) }
      return wanted[0] ? { ...cart, checkout: { ...fresh, ...order } } : without(cart)
    })
    if (!checkout) return refuse('RECORD_INVALID', 'There is nothing in the cart to be ordered.')
    const { lines: shown, coupons: all, totals } = getSnapshot()
    const coupons = all.filter(({ code }) => Object.hasOwn(checkout.coupons, code))
    const quotes = new Map(shown.map(({ key, quote }) => [key, quote]))
    const facts = { quoteOf: (key: string) => quotes.get(key) ?? null, syncOf: () => 'local' as const }
    const ordered = Object.entries(checkout.lines).flatMap(([key, count]) => {
      const line = lines[key]
      return line ? [toLine(key, line, count, facts)] : []
    })
    const response = await place({ key: checkout.id, lines: ordered, coupons, totals } satisfies CheckOutOptions)
    const { ok, status } = response
    if (ok || isRefusal(status)) {
      await record.update((cart) =>
        cart.checkout?.id === checkout.id ? without(ok ? takeOut(cart, checkout) : cart) : cart,
      )
    }
    return response
  }
}

/** Whether an order can still be asked for again: not once the server's copy has come back without what was ordered. */
function isOpen({ lines }: CartDocument, { id, at, lines: ordered }: Checkout, now: number): boolean {
  const found = Object.keys(ordered).flatMap((key) => lines[key] ?? [])
  return Math.abs(now - at) < DAY && !!found[0] && !found.some(({ cart }) => cart[0][id])
}

function without({ checkout: _, ...cart }: CartDocument): CartDocument {
  return cart
}

import type { Checkout, WantedOrder } from './Order.ts'

/** What is wrong with a request, by field. */
export type Fields = Readonly<Record<string, string>>

/** An order that is placed once under its key, or what is missing for that. */
export function toCheckout(wanted: WantedOrder, idempotencyKey: string): Checkout | { readonly fields: Fields } {
  const { currency, coupons = [], total } = wanted
  const keys = wanted.lines.map(({ key }) => key)
  const lines = wanted.lines.flatMap(({ key, ...line }) => (key === undefined ? [] : [{ ...line, key }]))
  const odd: [string, string][] = [
    ...keys.flatMap((key, index): [string, string][] => {
      if (key === undefined) return [[`lines.${index}.key`, 'is missing']]
      return keys.indexOf(key) < index ? [[`lines.${index}.key`, 'is there already']] : []
    }),
  ]
  if (!/^[0-9a-f]{16}$/.test(idempotencyKey)) odd.push(['idempotency-key', 'must be 16 hex digits'])
  if (currency === undefined) odd.push(['currency', 'is missing'])
  if (total === undefined) odd.push(['total', 'is missing'])
  if (odd[0] || currency === undefined || total === undefined) return { fields: Object.fromEntries(odd) }
  return { idempotencyKey, lines, currency, coupons, total }
}

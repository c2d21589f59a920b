import type { LineDocument, List } from '../document/CartDocument.ts'
import { countOf } from '../quantity/Quantity.ts'
import type { CartState } from './CartState.ts'

/** How many pieces of what somebody wants. */
export interface Wanted extends Pick<LineDocument, 'product' | 'identity'> {
  readonly key: string
  readonly quantity: number
}

/** What is in a list, in the order in which it was first added. */
export function wantedIn({ lines }: Pick<CartState, 'lines'>, list: List = 'cart'): readonly Wanted[] {
  return Object.entries(lines)
    .filter(([, line]) => countOf(line[list]) > 0)
    .sort(([a, { at }], [b, other]) => at - other.at || (a < b ? -1 : 1))
    .map(([key, line]) => ({ key, product: line.product, identity: line.identity, quantity: countOf(line[list]) }))
}

/** The codes of the coupons that are in the cart. */
export function couponsIn({ coupons }: Pick<CartState, 'coupons'>): readonly string[] {
  return Object.keys(coupons).filter((code) => coupons[code]?.[2])
}

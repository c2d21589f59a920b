import type { CartContent, LineDocument } from '../document/CartDocument.ts'
import type { Register } from '../quantity/Register.ts'
import { COUPON } from './RemoteState.ts'

export type Entries = { readonly [key: string]: LineDocument | Register<boolean> }

/** The lines and coupons of a cart under one kind of key. */
export function entriesOf({ lines, coupons }: CartContent): Entries {
  const named = Object.entries(coupons).map(([code, coupon]) => [COUPON + code, coupon] as const)
  return { ...lines, ...Object.fromEntries(named) }
}

/** The cart with some of its lines and coupons put; `undefined` takes one out. */
export function withEntries<T extends CartContent>(
  cart: T,
  entries: { readonly [key: string]: Entries[string] | undefined },
): T {
  const all = Object.entries({ ...entriesOf(cart), ...entries }).filter(([, entry]) => entry)
  const [coupons, lines] = [true, false].map((isCoupon) =>
    Object.fromEntries(
      all.flatMap(([key, entry]) =>
        key.startsWith(COUPON) === isCoupon ? [[isCoupon ? key.slice(COUPON.length) : key, entry]] : [],
      ),
    ),
  )
  return { ...cart, lines, coupons }
}

import type { CartDocument } from '../document/CartDocument.ts'

/** What a server keeps of one cart: plain JSON, to be stored as it is. */
export interface CartState extends Pick<CartDocument, 'lines' | 'coupons'> {
  /** Grows with every change of the lines and the coupons. */
  readonly version: number
  /** The highest sequence of each device; who was heard of last stands last. */
  readonly devices: readonly (readonly [device: string, sequence: number])[]
  /** By key: since when a line has nothing in it, in milliseconds since 1970. */
  readonly deadSince: { readonly [key: string]: number }
}

/** A cart of which nobody has said anything yet. */
export const NO_CART: CartState = { version: 0, lines: {}, coupons: {}, devices: [], deadSince: {} }

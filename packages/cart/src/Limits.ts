import { refuse } from './refuse.ts'

/** What a cart may hold. An edit that would go beyond is refused with `LIMIT_EXCEEDED`, before anything shows it. */
export interface Limits {
  /** Lines in the cart and saved for later. @default 250 */
  readonly lines: number
  /** Pieces of one line. @default 9999 */
  readonly quantity: number
  /** Attributes of one line, those that tell it from others included. @default 20 */
  readonly attributes: number
  /** Bytes of one attribute, its name included. @default 1024 */
  readonly attributeBytes: number
  /** Bytes of the lines and coupons as they are stored, what is left of removed ones included. @default 262144 */
  readonly bytes: number
}

/** As far as a number of pieces is believed; `readCart` agrees. */
const MOST = 1e9

const DEFAULTS: Limits = { lines: 250, quantity: 9_999, attributes: 20, attributeBytes: 1_024, bytes: 262_144 }

/** The limits with the defaults filled in; throws `INVALID_OPTION`. */
export function toLimits(given: Partial<Limits> = {}): Limits {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(DEFAULTS, name) || !Number.isSafeInteger(value) || value < 1 || value > MOST)
      refuse('INVALID_OPTION', `limits: ${Object.keys(DEFAULTS).join(', ')} are whole numbers from 1 to ${MOST}.`)
  }
  return { ...DEFAULTS, ...given }
}

/** Throws `LIMIT_EXCEEDED` where `value` is more than the limit of that name. */
export function keepWithin(limits: Limits, name: keyof Limits, value: number): void {
  if (value > limits[name]) refuse('LIMIT_EXCEEDED', `The limit of ${name} is ${limits[name]}; ask for less.`)
}

export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}

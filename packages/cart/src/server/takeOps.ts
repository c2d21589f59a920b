import { EMPTY, type LineDocument } from '../document/CartDocument.ts'
import { mergeCarts } from '../document/mergeCarts.ts'
import { bytesOf, type Limits, toLimits } from '../Limits.ts'
import { countOf } from '../quantity/Quantity.ts'
import type { CartState } from './CartState.ts'
import { checkCoupon } from './checkCoupon.ts'
import { checkLine } from './checkLine.ts'
import { createRoom } from './createRoom.ts'
import { dropDead } from './dropDead.ts'
import { exceeds } from './exceeds.ts'
import { noteDevice, sequenceOf } from './noteDevice.ts'
import { toOps } from './Ops.ts'
import { type Refusal, toRefusal } from './Refusal.ts'
import { settle } from './settle.ts'

export interface TakeOptions {
  /** The server's clock, in milliseconds since 1970. */
  readonly now: number
  /** @default those of `createCart` */
  readonly limits?: Partial<Limits>
  /** Whether such a product is sold. One that is not can still be taken away, but not added. @default all are */
  readonly isKnown?: (line: Pick<LineDocument, 'product' | 'identity'>) => boolean
}

export interface Taken {
  /** What to store; the same object where nothing is new. */
  readonly state: CartState
  /** The highest sequence of the device that has come. */
  readonly acknowledged: number
  /** What was not taken, by the key of a line, or `coupon:CODE`; all else was. */
  readonly refused: { readonly [key: string]: Refusal }
}

/**
 * Takes what a device has sent into the cart. What comes twice, late or in another order changes nothing that it has not
 * changed already. `null`: the body makes no sense at all, answer 400. Throws `INVALID_OPTION`.
 */
export function takeOps(state: CartState, body: unknown, { now, isKnown, ...options }: TakeOptions): Taken | null {
  const ops = toOps(body)
  if (!ops) return null
  const limits = toLimits(options.limits)
  const room = createRoom(state, limits)
  const refused: [string, Refusal][] = []
  let cart = { ...EMPTY, lines: state.lines, coupons: state.coupons }

  function takeLine(key: string, value: unknown): Refusal['code'] | undefined {
    const sent = checkLine(key, value, now)
    if (typeof sent === 'string') return sent
    const next = mergeCarts(cart, { ...EMPTY, lines: { [key]: sent } })
    const [line, before] = [next.lines[key] as LineDocument, cart.lines[key]]
    if (isKnown && piecesOf(line) > piecesOf(before) && !isKnown(line)) return 'unknown_product'
    if (exceeds(line, before, limits) || !room.hasLine(line, before)) return 'limit_exceeded'
    cart = next
    return undefined
  }

  function takeCoupon(code: string, value: unknown): Refusal['code'] | undefined {
    const sent = checkCoupon(code, value, now)
    if (typeof sent === 'string') return sent
    if (bytesOf(code) > limits.attributeBytes || !room.hasCoupon(code)) return 'limit_exceeded'
    cart = mergeCarts(cart, { ...EMPTY, coupons: { [code]: sent } })
    return undefined
  }

  for (const [key, value] of Object.entries(ops.cart.lines)) {
    const code = takeLine(key, value)
    if (code) refused.push([key, toRefusal(code)])
  }
  for (const [coupon, value] of Object.entries(ops.cart.coupons)) {
    const code = takeCoupon(coupon, value)
    if (code) refused.push([`coupon:${coupon}`, toRefusal(code)])
  }
  const after = dropDead({ ...state, ...cart, devices: noteDevice(state, ops.device, ops.sequence) }, limits, now)
  return {
    state: settle(state, after),
    acknowledged: sequenceOf(after, ops.device),
    refused: Object.fromEntries(refused),
  }
}

function piecesOf(line: LineDocument | undefined): number {
  return line ? countOf(line.cart) + countOf(line.saved) : 0
}

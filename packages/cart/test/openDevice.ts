import { type CartDocument, EMPTY } from '../src/document/CartDocument.ts'
import { mergeCarts } from '../src/document/mergeCarts.ts'
import { toLimits } from '../src/Limits.ts'
import { lineKey } from '../src/line/lineKey.ts'
import type { Step } from '../src/step/Step.ts'
import { takeSteps } from '../src/step/takeSteps.ts'

/** A copy of a cart that edits and sends what it has, as text. */
export interface Device {
  readonly id: string
  cart(): CartDocument
  edit(step: Step, now?: number): void
  add(product: string, quantity: number): void
  /** All it has, as it goes over the wire. */
  send(): unknown
  hear(cart: Pick<CartDocument, 'lines' | 'coupons'>): void
}

const limits = toLimits()

/** @param number tells it from other devices, 0 to 9 */
export function openDevice(number: number): Device {
  const id = `00000000000000d${number}`
  let cart = EMPTY
  let sequence = 0
  const device: Device = {
    id,
    cart: () => cart,
    edit(step, now = 1_000_000) {
      sequence++
      cart = takeSteps(cart, [step], { id, now }, limits)[0]
    },
    add: (product, quantity) =>
      device.edit({
        key: lineKey(product, {}),
        list: 'cart',
        by: quantity,
        line: { product, identity: {} },
      }),
    send: () => wired({ device: id, sequence, currency: 'EUR', cart: { lines: cart.lines, coupons: cart.coupons } }),
    hear(theirs) {
      cart = mergeCarts({ ...cart, id }, { ...EMPTY, ...wired(theirs) })
    },
  }
  return device
}

function wired<T>(value: T): T {
  return JSON.parse(JSON.stringify(value))
}

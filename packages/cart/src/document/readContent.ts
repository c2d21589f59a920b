import { isName } from '../line/isName.ts'
import type { Texts } from '../line/lineKey.ts'
import { type Base, NONE, type Quantity, type Sums } from '../quantity/Quantity.ts'
import type { Register } from '../quantity/Register.ts'
import type { CartContent, LineDocument } from './CartDocument.ts'

/** The last moment that a Date can tell, in milliseconds. */
export const LATEST = 8.64e15
/** More pieces than anybody has added to a line. */
export const MOST = 1e9

type Known<T> = { readonly [name: string]: T }

/**
 * What makes sense of lines and coupons that lay in a storage or came from elsewhere; `null`: nothing does. Never throws.
 * What was set later than `latest` is not believed.
 */
export function readContent(value: unknown, latest: number = LATEST): CartContent | null {
  const { lines, coupons } = Object(value)
  if (!isObject(lines) || !isObject(coupons)) return null
  return {
    lines: keep(lines, isId, (line) => readLine(line, latest)),
    coupons: keep(coupons, isName, (coupon) => readCoupon(coupon, latest)),
  }
}

export function readCoupon(value: unknown, latest: number = LATEST): Register<boolean> | undefined {
  return readRegister(value, latest, (isOn) => typeof isOn === 'boolean')
}

export function readLine(value: unknown, latest: number = LATEST): LineDocument | undefined {
  const { product, identity, at, cart, saved, attributes } = Object(value)
  if (!isText(product) || !isWhole(at, LATEST)) return undefined
  return {
    product,
    identity: keep(identity, isName, (text) => (isText(text) ? text : undefined)) as Texts,
    at,
    cart: readQuantity(cart, latest),
    saved: readQuantity(saved, latest),
    attributes: keep(attributes, isName, (item) =>
      readRegister(item, latest, (text): text is string | null => text === null || isText(text)),
    ),
  }
}

function readQuantity(value: unknown, latest: number): Quantity {
  if (!Array.isArray(value)) return NONE
  const base = readRegister(value[1], latest, (count) => isWhole(count, MOST)) as Base | undefined
  const sums = readSums(value[0])
  return base ? [sums, [base[0], base[1], base[2], readSums(base[3])]] : [sums]
}

function readSums(value: unknown): Sums {
  return keep(value, isId, (pair) =>
    Array.isArray(pair) && isWhole(pair[0], MOST) && isWhole(pair[1], MOST) ? ([pair[0], pair[1]] as const) : undefined,
  )
}

function readRegister<T>(
  value: unknown,
  latest: number,
  isValue: (value: unknown) => boolean,
): Register<T> | undefined {
  const isSane = Array.isArray(value) && isWhole(value[0], latest) && isId(value[1]) && isValue(value[2])
  return isSane ? (value as unknown as Register<T>) : undefined
}

/** The members that have a proper name and make sense. */
export function keep<T, V = any>(
  value: unknown,
  isKey: (name: unknown) => boolean,
  read: (member: V, name: string) => T | undefined,
): Known<T> {
  const entries = Object.entries(isObject(value) ? value : {}).map(
    ([name, member]) => [name, read(member as V, name)] as const,
  )
  return Object.fromEntries(entries.filter(([name, member]) => isKey(name) && member !== undefined)) as Known<T>
}

export function isObject(value: unknown): value is Known<unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

export function isWhole(value: unknown, most: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most
}

/** Of lines and of devices. */
export function isId(value: unknown): value is string {
  return isText(value) && /^[0-9a-f]{16}$/.test(value)
}

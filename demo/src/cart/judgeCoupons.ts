import { addMoney, allocateMoney, type Money, multiplyMoney } from '@holdfast/cart'

/** What the shop says of a coupon. */
export interface Verdict {
  readonly isValid: boolean
  readonly message?: string
  readonly discount?: Money
}

type Rule = (subtotal: Money) => Verdict

const euros = (minor: number): Money => ({ minor, currency: 'EUR', scale: 2 })

const rules: Readonly<Record<string, Rule>> = {
  SHIP10(subtotal) {
    // Both parts are whole cents that come to the subtotal: the cent that is left goes where more was cut off.
    const [discount] = allocateMoney(subtotal, [10, 90])
    return { isValid: true, message: '10 % off.', ...(discount && { discount }) }
  },
  FIVEOFF50: (subtotal) =>
    subtotal.minor >= euros(50_00).minor
      ? { isValid: true, message: '€ 5.00 off.', discount: euros(5_00) }
      : { isValid: false, message: 'Takes € 5.00 off from € 50.00 on.' },
  SUMMER25: () => ({ isValid: false, message: 'SUMMER25 has expired.' }),
}

/** What coupons come to, each reckoned from the subtotal. */
export function judgeCoupons(
  codes: readonly string[],
  subtotal: Money,
): { readonly verdicts: Readonly<Record<string, Verdict>>; readonly discount: Money; readonly total: Money } {
  const verdicts = codes.map((code) => [code, judge(code, subtotal)] as const)
  const discount = verdicts.reduce((sum, [, one]) => (one.discount ? addMoney(sum, one.discount) : sum), {
    ...subtotal,
    minor: 0,
  })
  return {
    verdicts: Object.fromEntries(verdicts),
    discount,
    total: addMoney(subtotal, multiplyMoney(discount, -1)),
  }
}

function judge(code: string, subtotal: Money): Verdict {
  const rule = Object.hasOwn(rules, code) ? rules[code] : undefined
  return rule?.(subtotal) ?? { isValid: false, message: `This shop has no coupon ${code}.` }
}

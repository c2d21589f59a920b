import { formatMoney, type Money } from '@holdfast/cart'
import { useCallback } from 'react'

/**
 * A function that writes amounts as people of `locale` do, the same until that changes.
 * @param locale the browser's unless given; say it where a server renders, whose own may be another
 */
export function useMoneyFormat(locale?: string): (money: Money) => string {
  return useCallback((money) => formatMoney(money, locale), [locale])
}

import { formatMoney, type Money } from '@holdfast/cart'
import { type MaybeRefOrGetter, toValue } from 'vue'

/**
 * A function that writes amounts as people of `locale` do; what uses it follows a ref of the locale.
 * @param locale the browser's unless given; say it where a server renders, whose own may be another
 */
export function useMoneyFormat(locale?: MaybeRefOrGetter<string | undefined>): (money: Money) => string {
  return (money) => formatMoney(money, toValue(locale))
}

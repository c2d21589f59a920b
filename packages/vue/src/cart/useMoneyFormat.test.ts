import { expect, test } from 'vitest'
import { computed, ref } from 'vue'
import { useMoneyFormat } from './useMoneyFormat.ts'

const price = { minor: 123_450, currency: 'EUR', scale: 2 }

test('writes an amount as people of the locale do, and what uses it follows the locale', () => {
  const locale = ref('de')
  const format = useMoneyFormat(locale)
  const text = computed(() => format(price).replace(/\s/g, ' '))
  expect(text.value).toBe('1.234,50 €')
  locale.value = 'en'
  expect(text.value).toBe('€1,234.50')
  expect(useMoneyFormat(() => 'en')(price)).toBe('€1,234.50')
  expect(useMoneyFormat()(price)).toContain('€')
})

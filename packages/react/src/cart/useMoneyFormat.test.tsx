// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react'
import type { JSX } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, expect, test } from 'vitest'
import { shown } from '../../test/createWho.tsx'
import { useMoneyFormat } from './useMoneyFormat.ts'

afterEach(cleanup)

const price = { minor: 123_450, currency: 'EUR', scale: 2 }
const seen = new Set<unknown>()

function Price({ locale }: { readonly locale?: string }): JSX.Element {
  const format = useMoneyFormat(locale)
  seen.add(format)
  return <output>{format(price).replace(/\s/g, ' ')}</output>
}

test('writes an amount as people of the locale do, by a function that is the same until the locale changes', () => {
  const { rerender } = render(<Price locale="de" />)
  expect(shown()).toBe('1.234,50 €')
  rerender(<Price locale="de" />)
  expect(seen.size).toBe(1)
  rerender(<Price locale="en" />)
  expect([shown(), seen.size]).toEqual(['€1,234.50', 2])
  rerender(<Price />)
  expect(shown()).toContain('€')
})

test('writes the same on a server', () => {
  expect(renderToString(<Price locale="de" />)).toContain('1.234,50 €')
})

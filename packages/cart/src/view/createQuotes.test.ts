import { expect, test, vi } from 'vitest'
import type { CartLine } from './CartSnapshot.ts'
import { createQuotes } from './createQuotes.ts'

const zero = { minor: 0, currency: 'EUR', scale: 2 }
const unit = { ...zero, minor: 250 }
const lines = ['a', 'b'].map((key) => ({ key }) as CartLine)

/** Quotes that get `answers`, one after another; an error is thrown. */
function open(...answers: readonly unknown[]) {
  const clock = { now: 0 }
  const asked: string[][] = []
  const onChange = vi.fn()
  const ask = async (missing: readonly CartLine[]): Promise<any> => {
    const answer = answers[asked.length]
    asked.push(missing.map(({ key }) => key))
    if (answer instanceof Error) throw answer
    return answer
  }
  return { quotes: createQuotes(ask, zero, () => clock.now, onChange), clock, asked, onChange }
}

test('a line is asked for once, and again when its quote no longer holds; the old one is shown till then', async () => {
  const dearer = { unit: { ...unit, minor: 300 }, validUntil: 500 }
  const { quotes, clock, asked, onChange } = open({ a: { unit, validUntil: 50 }, b: { unit } }, { a: dearer })
  quotes.look(lines)
  quotes.look(lines)
  await vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(1))
  clock.now = 50
  quotes.look(lines)
  clock.now = 51
  quotes.look(lines)
  quotes.look(lines)
  expect(quotes.get('a')).toEqual({ unit })
  await vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(2))
  expect(quotes.get('a')).toEqual({ ...dearer, was: unit })
  quotes.accept('b')
  expect(quotes.get('a')).toEqual({ ...dearer, was: unit })
  quotes.accept('a')
  expect(quotes.get('a')).toEqual(dearer)
  expect(asked).toEqual([['a', 'b'], ['a']])
})

test('where nobody could be asked, the next look asks again', async () => {
  const { quotes, asked, onChange } = open(new Error('offline'), { a: { unit } })
  await vi.waitFor(() => {
    quotes.look(lines)
    expect(onChange).toHaveBeenCalledTimes(1)
  })
  expect(asked).toHaveLength(2)
  expect([quotes.get('a'), quotes.get('b')]).toEqual([{ unit }, null])
})

test.each([
  ['another currency', { ...unit, currency: 'USD' }],
  ['another scale', { ...unit, scale: 3 }],
  ['a price below 0', { ...unit, minor: -1 }],
  ['a fraction', { ...unit, minor: 2.5 }],
  ['nothing', undefined],
])('an answer with %s is no quote, and the other lines have theirs', async (_, wrong) => {
  const { quotes, onChange } = open({ a: { unit: wrong }, b: { unit } })
  quotes.look(lines)
  await vi.waitFor(() => expect(onChange).toHaveBeenCalled())
  expect([quotes.get('a'), quotes.get('b')]).toEqual([null, { unit }])
})

test.each([null, 'none', 7, []])('an answer of %j has no quotes', async (answer) => {
  const { quotes, onChange } = open(answer)
  quotes.look(lines)
  await vi.waitFor(() => expect(onChange).toHaveBeenCalled())
  expect(quotes.get('a')).toBeNull()
})

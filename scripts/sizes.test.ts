import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { budgets, ceilings, marker, measure } from './measure.mjs'
import { root } from './sources.ts'

type Part = keyof typeof budgets

const parts = Object.keys(budgets) as Part[]
let sizes: Record<Part, number>

beforeAll(async () => {
  sizes = await measure()
  console.log(parts.map((part) => `${part}: ${sizes[part]} B brotli; the budget is ${budgets[part]}`).join('\n'))
}, 240_000)

test.each(parts)('%s weighs no more than its ceiling', (part) => {
  expect(sizes[part]).toBeLessThanOrEqual(ceilings[part])
})

const aboveBudget = parts.filter((part) => ceilings[part] > budgets[part])

test.each(aboveBudget)('the ceiling of %s is close to what it weighs, so that no gain is lost again', (part) => {
  expect(ceilings[part] - sizes[part]).toBeLessThan(300)
})

test.each(parts)('the README says what %s weighs; `npm run size` writes it', (part) => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const said = [...readme.matchAll(marker)]
    .filter((match) => match[2] === part)
    .map((match) => parseFloat(match[3] ?? ''))
  expect(said).not.toEqual([])
  for (const kilobytes of said) expect(Math.abs(kilobytes - sizes[part] / 1000)).toBeLessThanOrEqual(0.1)
})

import { describe, expect, test } from 'vitest'
import { houseRules } from './houseRules.ts'
import { readSources } from './sources.ts'

const sources = readSources()

const broken: Readonly<Record<string, { readonly path: string; readonly text: string }>> = {
  'no folder or file is a bin for odds and ends': { path: 'packages/core/src/utils/x.ts', text: 'export const x = 1' },
  'a shipped file is named after its export': { path: 'packages/core/src/x.ts', text: 'export const y = 1' },
  'the machine imports types only': {
    path: 'packages/core/src/session/machine.ts',
    text: "import { x } from './x.ts'\nexport const machine = x",
  },
  'only platform and storage know the world around': {
    path: 'packages/core/src/x.ts',
    text: 'export const x = () => globalThis.fetch',
  },
  'a shipped module keeps no state': { path: 'packages/core/src/x.ts', text: 'export const x = 1\nlet count = 0' },
  'no file holds a path of one machine': {
    path: 'README.md',
    text: `see ${['', 'home', 'ann', 'holdfast', 'x.ts'].join('/')}`,
  },
  'a lockfile names no registry': {
    path: 'demo/x/package-lock.json',
    text: '{ "resolved": "https://registry.example/x/-/x-1.0.0.tgz" }',
  },
}

describe.each(Object.entries(houseRules))('house rule: %s', (sentence, rule) => {
  test('is kept everywhere', () => {
    const problems = sources.flatMap((file) => {
      const problem = rule(file)
      return problem === null ? [] : [`${file.path} ${problem}`]
    })
    expect(problems).toEqual([])
  })

  test('notices where it is broken', () => {
    const file = broken[sentence]
    expect(file && rule(file)).toEqual(expect.any(String))
  })
})

test('half of the shipped files have 60 lines at most', () => {
  const lengths = sources
    .filter(({ path }) => /^packages\/[^/]+\/src\/.*\.ts$/.test(path) && !/\.(test|test-d)\.ts$/.test(path))
    .map(({ text }) => text.split('\n').length - 1)
    .sort((a, b) => a - b)
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(60)
})

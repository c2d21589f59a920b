import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mutants } from './mutants.mjs'
import { root } from './sources.ts'

test.each(mutants)('the guard that a mutant takes away is there: $name', ({ file, from }) => {
  const source = readFileSync(join(root, 'packages/core/src', file), 'utf8')
  expect(source.split(from)).toHaveLength(2)
})

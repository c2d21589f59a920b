import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundle, entries } from './measure.mjs'
import { root } from './sources.ts'

const core = join(root, 'packages/core/src')
const own = ['source/serverSession.ts', 'source/createSend.ts']

/** The texts of 12 characters and more that a file has in quotes. */
const textsOf = (file: string): string[] =>
  readFileSync(join(core, file), 'utf8')
    .split('\n')
    .filter((line) => !/^import |^ *(\*|\/)/.test(line))
    .flatMap((line) => [...line.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, single, double]) => single ?? double ?? ''))
    .filter((text) => text.length >= 12)

test('an app that uses only bearer carries nothing of serverSession', async () => {
  const files = readdirSync(core, { recursive: true, encoding: 'utf8' })
  const others = files.filter((file) => /(?<!\.test)(?<!\.test-d)\.ts$/.test(file) && !own.includes(file))
  const shared = new Set(others.flatMap(textsOf))
  const texts = own.flatMap(textsOf).filter((text) => !shared.has(text))
  expect(texts.length).toBeGreaterThan(8)
  const [session, all] = await Promise.all([bundle(entries.session), bundle(entries.core)])
  expect(texts.filter((text) => !all.includes(text))).toEqual([])
  expect(texts.filter((text) => session.includes(text))).toEqual([])
}, 240_000)

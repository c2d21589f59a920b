import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { check, entriesOf, packages } from './declarations.mjs'
import { root } from './sources.ts'

interface Manifest {
  readonly name: string
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>
}

const read = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8')

const manifestOf = (name: string): Manifest => JSON.parse(read('packages', name, 'package.json')) as Manifest

/** Names in the `export { … }` clauses of an entry; the house has no other exports in one. */
const namesIn = (declarations: string): string[] =>
  [...declarations.matchAll(/^export (?:type )?\{([^}]*)\}/gm)]
    .flatMap((clause) => (clause[1] ?? '').split(','))
    .map((item) => item.trim().replace(/^type |^.* as /g, ''))
    .filter((item) => item !== '')

const entries = packages.flatMap((name) => entriesOf(name).map((path) => [name, path] as const))

describe.each(entries)('package %s, its entry %s', (name, path) => {
  const entry = manifestOf(name).exports[path]
  if (typeof entry !== 'object') throw new Error('its exports say nothing of it')
  const load = async (): Promise<string[]> => {
    const url = pathToFileURL(join(root, 'packages', name, entry.default)).href
    return Object.keys((await import(/* @vite-ignore */ url)) as object).sort()
  }

  test('exports what it did', async () => {
    const values = await load()
    const types = namesIn(read('packages', name, entry.types)).filter((item) => !values.includes(item))
    const lines = [...values, ...types.sort().map((type) => `type ${type}`)]
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`exports/${posix.join(name, path).replace('/', '.')}.txt`)
  })

  test('declares every value it has', async () => {
    expect(namesIn(read('packages', name, entry.types))).toEqual(expect.arrayContaining(await load()))
  })

  test('shadows no global', async () => {
    const taken = [...Object.getOwnPropertyNames(globalThis), 'Storage', 'Record', 'localStorage', 'sessionStorage']
    expect((await load()).filter((item) => taken.includes(item))).toEqual([])
  })
})

describe.each(packages)('package %s', (name) => {
  test('says its licence, its files and its effects', () => {
    const manifest = JSON.parse(read('packages', name, 'package.json'))
    expect(manifest).toMatchObject({ license: 'MIT', files: ['dist'], sideEffects: expect.anything() })
    expect(read('packages', name, 'LICENSE')).toBe(read('LICENSE'))
  })
})

test.each(['core', 'cart', 'react', 'vue'])(
  'the use cases type-check against what %s publishes',
  (name) => {
    expect(check(`packages/${name}/surface`, ['--paths', 'null'])).toBe('')
  },
  60_000,
)

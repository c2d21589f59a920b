import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Package, Problem } from '@arethetypeswrong/core'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packages } from './declarations.mjs'
import { pack } from './pack.mjs'

const folder = mkdtempSync(join(tmpdir(), 'holdfast-packages-'))
let tarballs: Readonly<Record<string, string>>
beforeAll(() => {
  tarballs = pack(folder)
}, 240_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What comes of having modules and `exports` and nothing older; what else is wrong is a mistake. */
const isMeant = (problem: Problem): boolean =>
  // Node loads modules by `require` since 20.19, which is the oldest we take.
  problem.kind === 'CJSResolvesToESM' ||
  // The resolution that knows no `exports` is gone from TypeScript 7 and was in no bundler of today.
  (problem.kind === 'NoResolution' && problem.resolutionKind === 'node10')

/** A classic script is served, not imported, and so has no types. */
const excludeEntrypoints = ['./holdfast.min.js']

describe.each(packages)('the tarball of %s', (name) => {
  const read = (): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(tarballs[`@holdfast/${name}`] ?? ''))
  const unpack = (): Package => createPackageFromTarballData(read())
  const top = `/node_modules/@holdfast/${name}/`

  test('holds what was built, what there is to read, and nothing else', () => {
    const files = unpack().listFiles()
    const inside = files.map((file) => file.replace(top, '').replace(/^dist\/.*\.(js|mjs|d\.ts|map|json)$/, 'dist'))
    expect([...new Set(inside)].sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json'])
    expect(files.filter((file) => /\.(test|test-d)\./.test(file))).toEqual([])
  })

  test('names versions that a registry knows', () => {
    const { dependencies, peerDependencies, version } = JSON.parse(unpack().readFile(`${top}package.json`))
    const ranges = Object.entries<string>({ ...dependencies, ...peerDependencies })
    for (const [, range] of ranges) expect(range).toMatch(/^[\d^]/)
    const ours = ranges.filter(([dependency]) => dependency.startsWith('@holdfast/'))
    for (const [, range] of ours) expect(range).toBe(`^${version}`)
  })

  test('says to a registry what it is', () => {
    const manifest = JSON.parse(unpack().readFile(`${top}package.json`))
    expect(manifest).toMatchObject({ type: 'module', publishConfig: { access: 'public' } })
    expect(manifest.description).toMatch(/^[A-Z].*\.$/)
    expect(manifest.keywords).toEqual(expect.arrayContaining(['session']))
  })

  test('has a README that leads nowhere outside of it', () => {
    const links = unpack()
      .readFile(`${top}README.md`)
      .match(/\]\(\.[^)]*\)/g)
    expect(links).toBeNull()
  })

  test('has the sources that its source maps speak of', () => {
    const inside = unpack()
    const maps = inside.listFiles().filter((file) => file.endsWith('.map'))
    expect(maps).not.toEqual([])
    for (const map of maps) {
      const { sources, sourcesContent } = JSON.parse(inside.readFile(map))
      expect(sourcesContent).toEqual(sources.map(() => expect.any(String)))
      expect(sources.filter((source: string) => !/^\.\.?\//.test(source))).toEqual([])
    }
  })

  test('gives publint nothing to say', async () => {
    const { messages, pkg } = await publint({ pack: { tarball: read().buffer }, strict: true })
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([])
  })

  test('has types that are right however it is imported', async () => {
    const analysis = await checkPackage(unpack(), { excludeEntrypoints })
    if (!analysis.types) throw new Error('it has no types')
    expect(analysis.problems.filter((problem) => !isMeant(problem))).toEqual([])
  })
})

import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { bump } from './bump.mjs'
import { packages } from './declarations.mjs'
import { root } from './sources.ts'

const isPrivate = ['demo', 'e2e', 'packages/react/test/react-18']
const manifests = [...packages.map((name) => `packages/${name}`), ...isPrivate].map((path) => `${path}/package.json`)

/** The manifests and changesets of the workspace, to be changed without harm. */
function copyWorkspace() {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bump-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const copied = ['package.json', 'pnpm-workspace.yaml', '.changeset', ...manifests]
  for (const path of copied) cpSync(join(root, path), join(folder, path), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8')
  return {
    folder,
    read,
    write: (path: string, text: string) => writeFileSync(join(folder, path), text),
    has: (path: string) => existsSync(join(folder, path)),
    versions: () => manifests.map((path) => JSON.parse(read(path)).version as string),
  }
}

test('a change of one package is a minor version of all of them while it is 0.x, and is told', () => {
  const { folder, read, write, has, versions } = copyWorkspace()
  const old = versions()
  const [major, minor] = (old[0] ?? '').split('.').map(Number)
  const before = JSON.parse(read('packages/react/package.json'))
  write('.changeset/news.md', "---\n'@holdfast/core': minor\n---\n\nThere is news.\n")

  bump(folder)

  const next = major === 0 ? `0.${(minor ?? 0) + 1}.0` : expect.any(String)
  expect(versions()).toEqual([...packages.map(() => next), ...old.slice(packages.length)])
  expect(read('packages/core/CHANGELOG.md')).toContain('There is news.')
  expect(has('.changeset/news.md')).toBe(false)
  expect(JSON.parse(read('packages/react/package.json'))).toEqual({ ...before, version: next })
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface SourceFile {
  /** From the workspace's directory, with slashes. */
  readonly path: string
  readonly text: string
}

/** The directory of the workspace. */
export const root: string = fileURLToPath(new URL('..', import.meta.url))

const left = /^(node_modules|dist|\..*|test-results|playwright-report)$/

const list = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (left.test(entry.name)) return []
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    return entry.isDirectory() ? list(path) : [path]
  })

/** Reads every text of the workspace that people write: no dependencies, no output. */
export const readSources = (): SourceFile[] =>
  list('')
    .filter((path) => /\.(ts|tsx|mjs|js|vue|html|css|json|md|yaml)$/.test(path) && path !== 'pnpm-lock.yaml')
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

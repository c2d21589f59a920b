import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** Resolves with a file of the script-tag bundle, or with `null` if it is not built. */
export async function readBundle(name: string): Promise<string | null> {
  try {
    return await readFile(require.resolve(`@holdfast/cdn/${name}`), 'utf8')
  } catch {
    return null
  }
}

/** Resolves with the hashes of the bundle's files; there are none if it is not built. */
export async function readHashes(): Promise<Readonly<Record<string, string>>> {
  return JSON.parse((await readBundle('sri.json')) ?? '{}') as Record<string, string>
}

/** Puts the hash of a file where a page has `{{integrity:<file>}}`. */
export function insertIntegrity(html: string, hashes: Readonly<Record<string, string>>): string {
  return html.replace(/\{\{integrity:([\w.-]+)\}\}/g, (_all, file: string) => hashes[file] ?? '')
}

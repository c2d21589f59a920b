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

/** Puts the bundle's hashes where a page has `{{integrity:<file>}}`. */
export async function insertIntegrity(html: string): Promise<string> {
  const hashes = JSON.parse((await readBundle('sri.json')) ?? '{}') as Record<string, string>
  return html.replace(/\{\{integrity:([\w.-]+)\}\}/g, (_all, file: string) => hashes[file] ?? '')
}

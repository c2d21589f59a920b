import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** Where the build puts the front ends. */
export const builtFrontEnds: string = fileURLToPath(new URL('../../dist/front/', import.meta.url))

interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
}

/** By source: what the build made of it. */
export type Manifest = Readonly<Record<string, Chunk>>

/** Resolves with what the build made of the front ends; that is nothing if they are not built. */
export async function readManifest(): Promise<Manifest> {
  try {
    return JSON.parse(await readFile(`${builtFrontEnds}manifest.json`, 'utf8')) as Manifest
  } catch {
    return {}
  }
}

/** Puts the scripts of a front end where its page has `{{scripts:<source>}}`, or says that there are none. */
export function insertScripts(html: string, manifest: Manifest): string {
  return html.replace(/\{\{scripts:([\w./-]+)\}\}/, (_all, source: string) => {
    const entry = manifest[source]
    if (!entry) return notBuilt
    const preloads = chunksOf(manifest, source).map((file) => `<link rel="modulepreload" href="/built/${file}">`)
    return [...new Set(preloads), `<script src="/built/${entry.file}" type="module"></script>`].join('\n    ')
  })
}

const notBuilt =
  '<p class="notice alone"><strong>This front end is not built.</strong> Build it (<code>npm run build</code>), then load this page again.</p>'

function chunksOf(manifest: Manifest, source: string): readonly string[] {
  return (manifest[source]?.imports ?? []).flatMap((name) => [
    ...(manifest[name] ? [manifest[name].file] : []),
    ...chunksOf(manifest, name),
  ])
}

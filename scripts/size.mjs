// Weighs the built packages, prints the numbers and writes them into the README.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './exec.mjs'
import { inKilobytes, marker, measure } from './measure.mjs'

const sizes = await measure()
for (const [part, bytes] of Object.entries(sizes)) console.log(`${part}: ${bytes} B brotli`)
const readme = join(root, 'README.md')
const text = readFileSync(readme, 'utf8')
const written = text.replace(
  marker,
  (_, open, /** @type {keyof typeof sizes} */ part, __, close) => open + inKilobytes(sizes[part]) + close,
)
writeFileSync(readme, written)

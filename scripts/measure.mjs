import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import { rollup } from 'rollup'
import { root } from './exec.mjs'

/** What the design allows each part, in bytes, minified and brotli-compressed. None of them is met yet. */
export const budgets = { session: 6000, core: 9000, cdn: 12000 }

/** What each part may weigh today: lowered whenever a part gets lighter, raised for nothing but a mended fault. */
export const ceilings = { session: 15_250, core: 18_750, cdn: 18_800 }

const core = join(root, 'packages/core/dist/index.js')

/** @type {Record<'session' | 'core', string>} */
const entries = {
  session: `export { createSession, bearer, encrypted, inIndexedDb } from ${JSON.stringify(core)}`,
  core: `export * from ${JSON.stringify(core)}`,
}

/**
 * Bundles an app's entry as an app would: dependencies in, unused code out, minified.
 *
 * @param {string} code
 * @returns {Promise<string>}
 */
const bundle = async (code) => {
  const entry = {
    name: 'entry',
    resolveId: (/** @type {string} */ id) => (id === 'entry' ? id : null),
    load: (/** @type {string} */ id) => (id === 'entry' ? code : null),
  }
  const build = await rollup({ input: 'entry', plugins: [entry, nodeResolve()] })
  const { output } = await build.generate({ format: 'es', plugins: [terser({ ecma: 2020, compress: { passes: 3 } })] })
  return output[0].code
}

/** @param {string | Buffer} text */
const weigh = (text) => brotliCompressSync(text).length

/**
 * Weighs the built packages, in bytes of brotli at its best.
 *
 * @returns {Promise<typeof budgets>}
 */
export const measure = async () => ({
  session: weigh(await bundle(entries.session)),
  core: weigh(await bundle(entries.core)),
  cdn: weigh(readFileSync(join(root, 'packages/cdn/dist/holdfast.min.js'))),
})

/** Where a number stands in the README: `<!-- size:core -->8.9 kB<!-- /size -->`. */
export const marker = /(<!-- size:(session|core|cdn) -->)([^<]*)(<!-- \/size -->)/g

/** @param {number} bytes */
export const inKilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import { rollup } from 'rollup'
import { root } from './exec.mjs'

/**
 * What the design allows each part, in bytes, minified and brotli-compressed. Not all of them are met yet.
 * `cart` is all of it, `cartLocal` a cart without a server, `cartOps` one with `opsRemote`; `cart`, `react` and `vue` are without core, all are without the frameworks themselves; `reactCart` and `vueCart` are what
 * the entries `/cart` add to `react`, `vue` and `cart`; `app` is `session` and `react` at once.
 */
export const budgets = {
  session: 6000,
  core: 9000,
  cart: 3000,
  cartLocal: 3000,
  cartOps: 3000,
  cdn: 12000,
  react: 1000,
  vue: 1000,
  reactCart: 300,
  vueCart: 300,
  app: 7000,
}

/**
 * What each part may weigh today: lowered whenever a part gets lighter, raised for nothing but a mended fault or a source
 * that was not there.
 */
export const ceilings = {
  session: 15_890,
  core: 20_750,
  cart: 12_850,
  cartLocal: 7250,
  cartOps: 10_950,
  cdn: 32_350,
  react: 1000,
  vue: 1000,
  reactCart: 300,
  vueCart: 300,
  app: 16_390,
}

/**
 * @param {string} name of a package
 * @param {string} [entry] of it
 */
const built = (name, entry = '') => JSON.stringify(join(root, 'packages', name, 'dist', entry, 'index.js'))

const frameworks = /^(react|react-dom|vue|@vue)(\/|$)/
const all = /^(@holdfast\/core|react|react-dom|vue|@vue)(\/|$)/
const added = /^(@holdfast\/(core|cart)|react|vue)$|\/shared\.js$/

/** @type {Record<Exclude<keyof typeof budgets, 'cdn'>, { code: string, external?: RegExp }>} */
export const entries = {
  session: { code: `export { createSession, bearer, encrypted, inIndexedDb } from ${built('core')}` },
  core: { code: `export * from ${built('core')}` },
  cart: { code: `export * from ${built('cart')}`, external: all },
  cartLocal: { code: `export { createCart } from ${built('cart')}`, external: all },
  cartOps: { code: `export { createCart, opsRemote } from ${built('cart')}`, external: all },
  react: { code: `export * from ${built('react')}`, external: all },
  vue: { code: `export * from ${built('vue')}`, external: all },
  reactCart: { code: `export * from ${built('react', 'cart')}`, external: added },
  vueCart: { code: `export * from ${built('vue', 'cart')}`, external: added },
  app: {
    code: `export { createSession, bearer } from ${built('core')}
      export { SessionProvider, SignedIn, SignedOut, useSession } from ${built('react')}`,
    external: frameworks,
  },
}

/**
 * Bundles an app's entry as an app would: dependencies in, unused code out, minified.
 *
 * @param {{ code: string, external?: RegExp }} entry
 * @returns {Promise<string>}
 */
export const bundle = async ({ code, external = /^$/ }) => {
  const entry = {
    name: 'entry',
    resolveId: (/** @type {string} */ id) => (id === 'entry' ? id : null),
    load: (/** @type {string} */ id) => (id === 'entry' ? code : null),
  }
  const build = await rollup({
    input: 'entry',
    external,
    plugins: [entry, nodeResolve()],
    // An app's bundle drops 'use client' too.
    onwarn: (warning, warn) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || warn(warning),
  })
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
  cart: weigh(await bundle(entries.cart)),
  cartLocal: weigh(await bundle(entries.cartLocal)),
  cartOps: weigh(await bundle(entries.cartOps)),
  cdn: weigh(readFileSync(join(root, 'packages/cdn/dist/holdfast.min.js'))),
  react: weigh(await bundle(entries.react)),
  vue: weigh(await bundle(entries.vue)),
  reactCart: weigh(await bundle(entries.reactCart)),
  vueCart: weigh(await bundle(entries.vueCart)),
  app: weigh(await bundle(entries.app)),
})

/** Where a number stands in the README: `<!-- size:core -->8.9 kB<!-- /size -->`. */
export const marker =
  /(<!-- size:(session|core|cart|cartLocal|cartOps|cdn|react|vue|reactCart|vueCart|app) -->)([^<]*)(<!-- \/size -->)/g

/** @param {number} bytes */
export const inKilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`

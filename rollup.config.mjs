import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { posix } from 'node:path'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import esbuild from 'rollup-plugin-esbuild'
import { entriesOf, writeDeclarations } from './scripts/declarations.mjs'

/** @param {string} name of a package */
const manifest = (name) => JSON.parse(readFileSync(`packages/${name}/package.json`, 'utf8'))

const transpile = () => esbuild({ target: 'es2022', tsconfig: 'tsconfig.base.json', jsx: 'automatic' })

/**
 * @param {string} name of a package
 * @returns {import('rollup').Plugin}
 */
const declarations = (name) => ({
  name: 'declarations',
  writeBundle() {
    const problems = writeDeclarations(name)
    if (problems === '') return
    console.error(problems)
    process.exitCode = 1
  },
})

/**
 * A package that a bundler takes apart: a module for each entry, and one for what they share, its dependencies left out.
 *
 * @param {string} name
 * @param {string} [banner] what must stand first
 * @returns {import('rollup').RollupOptions}
 */
const library = (name, banner = '') => {
  const { dependencies = {}, peerDependencies = {} } = manifest(name)
  const outside = Object.keys({ ...dependencies, ...peerDependencies })
  return {
    input: Object.fromEntries(
      entriesOf(name).map((entry) => [posix.join(entry, 'index'), `packages/${name}/src/${entry}/index.ts`]),
    ),
    external: (id) => outside.some((dependency) => id === dependency || id.startsWith(`${dependency}/`)),
    plugins: [nodeResolve({ extensions: ['.mjs', '.js', '.ts', '.tsx'] }), transpile(), declarations(name)],
    output: { dir: `packages/${name}/dist`, chunkFileNames: 'shared.js', format: 'es', sourcemap: true, banner },
  }
}

const scripts = ['holdfast.min.js', 'holdfast.min.mjs']

/**
 * Notes what `<script integrity>` must say of each file, as it lies on the disk.
 *
 * @returns {import('rollup').Plugin}
 */
const integrity = () => ({
  name: 'integrity',
  closeBundle() {
    const dist = 'packages/cdn/dist'
    const entries = scripts.map((file) => {
      const hash = createHash('sha384')
        .update(readFileSync(`${dist}/${file}`))
        .digest('base64')
      return [file, `sha384-${hash}`]
    })
    writeFileSync(`${dist}/sri.json`, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`)
  },
})

/**
 * A script for pages without a build step: everything in one file.
 *
 * @param {string} file
 * @param {'iife' | 'es'} format
 * @returns {import('rollup').OutputOptions}
 */
const script = (file, format) => ({
  file: `packages/cdn/dist/${file}`,
  format,
  name: 'Holdfast',
  outro: format === 'iife' ? 'Object.freeze(exports);' : '',
  sourcemap: true,
  plugins: [terser({ ecma: 2020, compress: { passes: 3 } })],
  banner: `/*! Holdfast ${manifest('cdn').version}, MIT; with idb-keyval, Apache-2.0, and jwt-decode, MIT */`,
})

/** @type {import('rollup').RollupOptions[]} */
export default [
  library('core'),
  library('cart'),
  library('testing'),
  // Where components are rendered on a server, hooks are for those that live on in the browser.
  library('react', "'use client'"),
  library('vue'),
  {
    input: 'packages/cdn/src/index.ts',
    plugins: [nodeResolve(), transpile(), declarations('cdn'), integrity()],
    output: [script('holdfast.min.js', 'iife'), script('holdfast.min.mjs', 'es')],
  },
]

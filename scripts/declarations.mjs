import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './exec.mjs'

/** The packages, each after those it is built on. */
export const packages = ['core', 'cart', 'testing', 'cdn', 'react', 'vue']

/** @type {Record<string, string[] | undefined>} */
const further = { cart: ['./server'], react: ['./cart'], vue: ['./cart'] }

/**
 * What can be imported of a package, as its `exports` say it: each a folder of its `src` with an `index`.
 *
 * @param {string} name of the package
 */
export const entriesOf = (name) => ['.', ...(further[name] ?? [])]

/**
 * Checks a TypeScript project.
 *
 * @param {string} project below the workspace
 * @param {readonly string[]} [options] for the compiler
 * @returns {string} what is wrong with it; empty if nothing
 */
export const check = (project, options = []) => {
  const args = ['node_modules/typescript/bin/tsc', '-p', project, '--pretty', 'false', ...options]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  return status === 0 ? '' : stdout || stderr
}

/**
 * Checks the shipped sources of a package and writes their declarations to its `dist`.
 * TypeScript rewrites `.ts` in the imports of JavaScript, but not of declarations, so that is done here.
 *
 * @param {string} name of the package
 * @returns {string} what is wrong with them; empty if nothing
 */
export const writeDeclarations = (name) => {
  const problems = check(`packages/${name}/tsconfig.build.json`)
  const dist = join(root, 'packages', name, 'dist')
  for (const file of readdirSync(dist, { encoding: 'utf8', recursive: true })) {
    if (!file.endsWith('.d.ts')) continue
    const text = readFileSync(join(dist, file), 'utf8')
    writeFileSync(join(dist, file), text.replace(/((?:from|import\() ?'\.[^']*)\.tsx?'/g, "$1.js'"))
  }
  return problems
}

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execNode, root } from './exec.mjs'

/** The packages, each after those it is built on. */
export const packages = ['core', 'testing', 'cdn']

/**
 * Checks the shipped sources of a package and writes their declarations to its `dist`.
 * TypeScript rewrites `.ts` in the imports of JavaScript, but not of declarations, so that is done here.
 *
 * @param {string} name of the package
 * @returns {number} the compiler's exit status
 */
export const writeDeclarations = (name) => {
  const status = execNode('node_modules/typescript/bin/tsc', ['-p', `packages/${name}/tsconfig.build.json`])
  const dist = join(root, 'packages', name, 'dist')
  for (const file of readdirSync(dist, { encoding: 'utf8', recursive: true })) {
    if (!file.endsWith('.d.ts')) continue
    const text = readFileSync(join(dist, file), 'utf8')
    writeFileSync(join(dist, file), text.replace(/((?:from|import\() ?'\.[^']*)\.ts'/g, "$1.js'"))
  }
  return status
}

import { execNode } from './exec.mjs'

/**
 * Builds the packages.
 *
 * @returns {number} the exit status
 */
export const buildPackages = () => execNode('node_modules/rollup/dist/bin/rollup', ['-c', '--silent'])

/**
 * Builds the packages, then the demo's front ends, which import them as published.
 *
 * @returns {number} the exit status
 */
export const build = () =>
  buildPackages() || execNode('demo/node_modules/vite/bin/vite.js', ['build', 'demo', '--logLevel=warn'])

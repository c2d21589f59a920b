import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './exec.mjs'

/**
 * Runs the pnpm that `package.json` pins.
 *
 * @param {readonly string[]} args
 * @param {string} [folder] where; the workspace unless given
 * @returns {string} what it wrote; throws that if it failed
 */
export const pnpm = (args, folder = root) => {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const { status, stdout, stderr, error } = spawnSync('npx', ['-y', packageManager, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CI: 'true' }, // never asks
    shell: process.platform === 'win32', // where `npx` is a script of it
  })
  if (status !== 0) throw new Error(`pnpm ${args.join(' ')} failed: ${error?.message ?? `${stdout}\n${stderr}`}`)
  return stdout
}

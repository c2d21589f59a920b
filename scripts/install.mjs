import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exec, root } from './exec.mjs'

const stamp = join(root, 'node_modules', '.installed')

/** @param {string} file */
const read = (file) => readFileSync(join(root, file), 'utf8')

/** Installs the locked dependencies with the pnpm that `package.json` pins, unless that is done; exits if it fails. */
export const install = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Node ${process.versions.node} is too old: install Node 20.19 or newer.`)
    process.exit(1)
  }
  const digest = createHash('sha256')
    .update(`${process.version}\n${read('pnpm-lock.yaml')}`)
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return
  const pnpm = JSON.parse(read('package.json')).packageManager
  console.log(`Installing dependencies with ${pnpm} …`)
  const status = exec('npx', ['-y', pnpm, 'install', '--frozen-lockfile', '--prod=false'], {
    CI: 'true', // never asks
  })
  if (status !== 0) {
    console.error('The dependencies could not be installed: see above; the npm registry must be reachable.')
    process.exit(1)
  }
  writeFileSync(stamp, digest)
}

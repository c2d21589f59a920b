import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { packages } from './declarations.mjs'
import { root } from './exec.mjs'

/**
 * Gives every package the version that the changesets ask for, and writes what changed.
 * Changesets takes a new minor version of a peer for a break in whoever names it, which would make 1.0.0 of any 0.x, so
 * that it does not get to see which of our packages are peers of others; they all carry one version anyhow.
 *
 * @param {string} [folder] the workspace
 * @returns {string} what changesets said
 */
export const bump = (folder = root) => {
  const manifests = packages.map((name) => {
    const file = join(folder, 'packages', name, 'package.json')
    return { file, manifest: JSON.parse(readFileSync(file, 'utf8')) }
  })
  /** @param {string} file @param {object} manifest */
  const write = (file, manifest) => writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`)
  for (const { file, manifest } of manifests) write(file, { ...manifest, peerDependencies: {} })
  const changesets = join(root, 'node_modules/@changesets/cli/bin.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [changesets, 'version'], {
    cwd: folder,
    encoding: 'utf8',
  })
  for (const { file, manifest } of manifests) {
    const { version } = JSON.parse(readFileSync(file, 'utf8'))
    write(file, { ...manifest, version })
  }
  if (status !== 0) throw new Error(`${stdout}\n${stderr}`)
  return stdout
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(bump())

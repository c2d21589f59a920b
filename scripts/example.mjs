// `node scripts/example.mjs next` installs and builds an example that is no part of the workspace, as far as it is not.
import { createHash, randomBytes } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildPackages } from './build.mjs'
import { exec, root } from './exec.mjs'
import { install } from './install.mjs'

/** What each example gets of ours. @type {Readonly<Record<string, readonly string[]>>} */
const examples = { next: ['core', 'react'], nuxt: ['core', 'vue'] }

const name = process.argv[2] ?? ''
const packages = examples[name]
if (!packages) {
  console.error(`There is no example "${name}"; there are ${Object.keys(examples).join(', ')}.`)
  process.exit(1)
}
const folder = join(root, 'demo', name)

/**
 * @param {string} path of a file or folder
 * @returns {string[]} the files there that people or the build of a package wrote
 */
const list = (path) => {
  const isWritten = (/** @type {string} */ file) => !/^(node_modules|\..*|.*\.md|next-env\.d\.ts)$/.test(file)
  if (!existsSync(path)) return []
  const entries = readdirSync(path, { withFileTypes: true }).filter((entry) => isWritten(entry.name))
  return entries.flatMap((entry) => {
    const inside = join(path, entry.name)
    return entry.isDirectory() ? list(inside) : [inside]
  })
}

/** @param {readonly string[]} files */
const digest = (files) => {
  const hash = createHash('sha256').update(process.version)
  for (const file of files) hash.update(`\n${file}\n`).update(readFileSync(file))
  return hash.digest('hex')
}

/**
 * Lays out what a package publishes as a folder to install from: a tarball's checksum would be in the lockfile.
 *
 * @param {string} packageName
 */
const pack = (packageName) => {
  const from = join(root, 'packages', packageName)
  const manifest = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8'))
  const { devDependencies: _, ...published } = manifest
  const to = join(folder, '.packed', packageName)
  for (const file of [...manifest.files, 'LICENSE']) cpSync(join(from, file), join(to, file), { recursive: true })
  const text = JSON.stringify(published, null, 2).replace(/workspace:([~^]?)\*?/g, `$1${manifest.version}`)
  writeFileSync(join(to, 'package.json'), `${text}\n`)
}

/**
 * Does a part of the work and says how long it took; exits if that fails.
 *
 * @param {string} what
 * @param {() => number} work resolves with an exit status
 */
const step = (what, work) => {
  const start = performance.now()
  const status = work()
  if (status !== 0) process.exit(status)
  console.log(`${what} in ${((performance.now() - start) / 1000).toFixed(1)} s`)
}

/** @param {readonly string[]} args */
const npm = (...args) =>
  exec('npm', ['--prefix', folder, ...args], {
    NEXT_TELEMETRY_DISABLED: '1',
    NUXT_TELEMETRY_DISABLED: '1',
    // Whatever a test beside has made of it.
    NODE_ENV: 'production',
  })

install()
const isBuilt = packages.every((one) => existsSync(join(root, 'packages', one, 'dist/index.js')))
if (!isBuilt) step('Built the packages', buildPackages)

const settings = join(folder, '.env')
const secret = randomBytes(32).toString('hex')
// Nuxt's server would listen to the whole network.
if (!existsSync(settings)) writeFileSync(settings, `SESSION_SECRET=${secret}\nHOST=127.0.0.1\n`)

const ours = packages.flatMap((one) => {
  const from = join(root, 'packages', one)
  return [join(from, 'package.json'), ...list(join(from, 'dist'))]
})
const dependencies = ['package.json', 'package-lock.json', '.npmrc'].map((file) => join(folder, file))
const stamp = join(folder, 'node_modules', '.prepared')
const now = { installed: digest([...dependencies, ...ours]), built: digest([...list(folder), ...ours]) }
const before = existsSync(stamp) ? JSON.parse(readFileSync(stamp, 'utf8')) : {}

if (before.installed !== now.installed) {
  rmSync(join(folder, '.packed'), { recursive: true, force: true })
  packages.forEach(pack)
  step(`Installed demo/${name}`, () => npm('ci', '--prefer-offline', '--include=dev', '--loglevel=error'))
  writeFileSync(stamp, JSON.stringify({ installed: now.installed }))
}
if (before.installed !== now.installed || before.built !== now.built) {
  step(`Built demo/${name}`, () => npm('run', 'build'))
  writeFileSync(stamp, JSON.stringify(now))
}

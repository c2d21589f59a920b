import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { hasApt, installByApt } from './apt.mjs'
import { execNode } from './exec.mjs'

const playwright = 'e2e/node_modules/@playwright/test/cli.js'

const firefox = '/usr/bin/firefox-esr'
const names = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser']
const bundles = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** @param {string} file */
const runs = (file) => existsSync(file) && spawnSync(file, ['--version'], { timeout: 20_000 }).status === 0

/**
 * Finds a Chromium: the one named by `HOLDFAST_CHROMIUM`, or an installed one.
 *
 * @returns {string | undefined} its path; `undefined` leaves the choice to Playwright
 */
const findBrowser = () => {
  const named = process.env['HOLDFAST_CHROMIUM']
  if (named) return named
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return ['/usr/bin/chromium', ...onPath, ...bundles].find(runs)
}

const isDebian = () => existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))

/**
 * Ubuntu's packages are installers of snaps, which containers cannot run; there Playwright's own are better.
 *
 * @param {string} name of the package
 */
const installFromDebian = (name) => {
  if (!hasApt() || !isDebian()) return false
  console.log(`Installing ${name} from Debian …`)
  return installByApt([name])
}

/** @param {'chromium' | 'firefox'} name */
const installFromPlaywright = (name) => {
  console.log(`Installing the ${name} of Playwright …`)
  const withSystem = process.getuid?.() === 0 ? ['--with-deps'] : []
  return execNode(playwright, ['install', ...withSystem, name]) === 0
}

/** A Firefox of another version than Debian's may not understand what Playwright asks of it, so that none is looked for. */
const findFirefox = () => process.env['HOLDFAST_FIREFOX'] || [firefox].find(runs)

/**
 * Finds a Chromium or installs one; exits if it cannot.
 *
 * @returns {string | undefined} its path; `undefined`: Playwright knows
 */
export const ensureBrowser = () => {
  const found = findBrowser()
  if (found !== undefined) return found
  if (installFromDebian('chromium')) return findBrowser()
  if (installFromPlaywright('chromium')) return undefined
  console.error('No browser: install Chromium or Chrome, or set HOLDFAST_CHROMIUM to the path of one.')
  process.exit(1)
}

/**
 * Finds the Firefox of `HOLDFAST_FIREFOX` or Debian's, or installs one; exits if it cannot.
 *
 * @returns {string | undefined} its path; `undefined`: Playwright knows
 */
const ensureFirefox = () => {
  const found = findFirefox()
  if (found !== undefined) return found
  if (installFromDebian('firefox-esr')) return findFirefox()
  if (installFromPlaywright('firefox')) return undefined
  console.error('No Firefox: set HOLDFAST_FIREFOX to the path of an ESR that is recent.')
  process.exit(1)
}

/**
 * Sees to the browsers, and tells the tests where they are.
 *
 * @param {boolean} [needsFirefox]
 */
export const ensureBrowsers = (needsFirefox = true) => {
  const [chromium, other] = [ensureBrowser(), needsFirefox ? ensureFirefox() : undefined]
  return {
    ...(chromium !== undefined && { HOLDFAST_CHROMIUM: chromium }),
    ...(other !== undefined && { HOLDFAST_FIREFOX: other }),
  }
}

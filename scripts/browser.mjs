import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { hasApt, installByApt } from './apt.mjs'
import { execNode } from './exec.mjs'

const playwright = 'e2e/node_modules/@playwright/test/cli.js'

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

// Ubuntu's package is an installer of a snap, which containers cannot run; there Playwright's own is better.
const installFromDebian = () => {
  if (!hasApt() || !isDebian()) return false
  console.log('Installing Chromium from Debian …')
  return installByApt(['chromium'])
}

const installFromPlaywright = () => {
  console.log('Installing the Chromium of Playwright …')
  const withSystem = process.getuid?.() === 0 ? ['--with-deps'] : []
  return execNode(playwright, ['install', ...withSystem, 'chromium']) === 0
}

/**
 * Finds a Chromium or installs one; exits if it cannot.
 *
 * @returns {string | undefined} its path; `undefined`: Playwright knows
 */
export const ensureBrowser = () => {
  const found = findBrowser()
  if (found !== undefined) return found
  if (installFromDebian()) return findBrowser()
  if (installFromPlaywright()) return undefined
  console.error('No browser: install Chromium or Chrome, or set HOLDFAST_CHROMIUM to the path of one.')
  process.exit(1)
}

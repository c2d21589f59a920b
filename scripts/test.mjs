import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBrowsers } from './browser.mjs'
import { build } from './build.mjs'
import { execBeside, root } from './exec.mjs'
import { install } from './install.mjs'
import { ensureServers } from './servers.mjs'

const cache = join(root, '.cache')

/** @typedef {{ passed: number, failed: number }} Count */

/**
 * @param {string} file a reporter's JSON
 * @param {number} status of the run; one that failed without a failed test counts as one
 * @param {(report: any) => Count} read
 * @returns {Count}
 */
const count = (file, status, read) => {
  const found = existsSync(file) ? read(JSON.parse(readFileSync(file, 'utf8'))) : { passed: 0, failed: 0 }
  return { ...found, failed: Math.max(found.failed, status === 0 ? 0 : 1) }
}

/** @param {number} status */
const gate = (status) => ({ passed: 0, failed: status === 0 ? 0 : 1 })

/**
 * @param {string} name of the report
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, isPatient?: boolean }} [options]
 */
const vitest = async (name, args, options) => {
  const file = join(cache, `${name}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const status = await execBeside('node_modules/vitest/vitest.mjs', ['run', ...args, ...reporters], options)
  return count(file, status, (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests }))
}

const unit = () => vitest('unit', [], { isPatient: true })
const scale = () => vitest('scale', ['--config', 'vitest.scale.config.ts'])
const histories = { HOLDFAST_HISTORIES: '100000' }
/** The tests that take as many histories as they are told. */
const told = ['allocateMoney', 'mergeCarts.property', 'mergeGuest', 'opsRemote.worlds', 'takeOps.property']

/**
 * @param {string} name of the report
 * @param {string} config below the workspace
 */
const playwright = async (name, config) => {
  const file = join(cache, `${name}.json`)
  const args = ['test', `--config=${config}`, '--reporter=list,json']
  const status = await execBeside('e2e/node_modules/@playwright/test/cli.js', args, {
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file, ...browsers },
  })
  return count(file, status, ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected }))
}

const e2e = () => playwright('playwright', 'e2e/playwright.config.ts')

const cart = async () => {
  const [unit, inBrowsers] = await Promise.all([
    vitest('cart', [...told, '--testTimeout=900000'], { env: histories, isPatient: true }),
    playwright('cart-long', 'e2e/long/playwright.config.ts'),
  ])
  return { passed: unit.passed + inBrowsers.passed, failed: unit.failed + inBrowsers.failed }
}

/** @type {Record<string, () => Count | Promise<Count>>} */
const steps = {
  lint: async () => gate(await execBeside('node_modules/@biomejs/biome/bin/biome', ['check', '--error-on-warnings'])),
  knip: async () => gate(await execBeside('node_modules/knip/bin/knip.js', [])),
  typecheck: async () => gate(await execBeside('scripts/typecheck.mjs', [])),
  build: () => gate(build()),
  unit,
  e2e,
  scale,
  cart,
}

/** One after the other, what is in one at once: the browsers mostly wait for real time to pass. */
const phases = [['lint', 'knip', 'typecheck'], ['build'], ['unit', 'e2e'], ['scale', 'cart']]

/** Minutes of load, or of the cart's 100 000 histories and its long runs in browsers; run only when asked for. */
const extra = ['scale', 'cart']

// `npm test -- unit e2e` runs those steps alone, `npm test -- all` every one.
const asked = process.argv.slice(2).map((name) => name.replace(/^--/, ''))
const isAll = asked.length === 1 && asked[0] === 'all'
const unknown = isAll ? undefined : asked.find((name) => !(name in steps))
if (unknown !== undefined) {
  console.error(`There is no step "${unknown}"; there are ${Object.keys(steps).join(', ')}.`)
  process.exit(1)
}

/** @param {string} name */
const isAsked = (name) => isAll || (asked.length === 0 ? !extra.includes(name) : asked.includes(name))

install()
if (isAsked('unit') || isAsked('scale')) await ensureServers()
const browsers = isAsked('e2e') || isAsked('cart') ? ensureBrowsers(isAsked('cart')) : {}
rmSync(cache, { recursive: true, force: true })
mkdirSync(cache, { recursive: true })
const start = performance.now()
const total = { passed: 0, failed: 0 }

/** @param {string} name */
const run = async (name) => {
  const begin = performance.now()
  const { passed, failed } = (await steps[name]?.()) ?? gate(1)
  total.passed += passed
  total.failed += failed
  console.log(`${name}: ${failed === 0 ? 'passed' : 'failed'} in ${((performance.now() - begin) / 1000).toFixed(1)} s`)
}

for (const phase of phases) {
  // Tests of what does not compile say nothing.
  if (total.failed === 0) await Promise.all(phase.filter(isAsked).map(run))
}
const line = `${total.passed} passed, ${total.failed} failed`
writeFileSync(join(cache, 'result'), `${line}\n`)
console.log(`Took ${((performance.now() - start) / 1000).toFixed(0)} s after set-up.\n${line}`)
process.exit(total.failed === 0 ? 0 : 1)

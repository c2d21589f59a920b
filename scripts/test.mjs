import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { execBeside, execNode, root } from './exec.mjs'
import { install } from './install.mjs'

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

const unit = async () => {
  const file = join(cache, 'vitest.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const status = await execBeside('node_modules/vitest/vitest.mjs', ['run', ...reporters], { isPatient: true })
  return count(file, status, (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests }))
}

const e2e = async () => {
  const file = join(cache, 'playwright.json')
  const args = ['test', '--config=e2e/playwright.config.ts', '--reporter=list,json']
  const status = await execBeside('e2e/node_modules/@playwright/test/cli.js', args, {
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file, ...(browser === undefined ? {} : { HOLDFAST_CHROMIUM: browser }) },
  })
  return count(file, status, ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected }))
}

/** @type {Record<string, () => Count | Promise<Count>>} */
const steps = {
  lint: async () => gate(await execBeside('node_modules/@biomejs/biome/bin/biome', ['check', '--error-on-warnings'])),
  knip: async () => gate(await execBeside('node_modules/knip/bin/knip.js', [])),
  typecheck: async () => gate(await execBeside('scripts/typecheck.mjs', [])),
  build: () => gate(execNode('node_modules/rollup/dist/bin/rollup', ['-c', '--silent'])),
  unit,
  e2e,
}

/** One after the other, what is in one at once: the browsers mostly wait for real time to pass. */
const phases = [['lint', 'knip', 'typecheck'], ['build'], ['unit', 'e2e']]

// `npm test -- unit e2e` runs those steps alone.
const asked = process.argv.slice(2).map((name) => name.replace(/^--/, ''))
const unknown = asked.find((name) => !(name in steps))
if (unknown !== undefined) {
  console.error(`There is no step "${unknown}"; there are ${Object.keys(steps).join(', ')}.`)
  process.exit(1)
}

/** @param {string} name */
const isAsked = (name) => asked.length === 0 || asked.includes(name)

install()
const browser = isAsked('e2e') ? ensureBrowser() : undefined
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

// Counts what `useSession()` costs here and with two peers; those have a lockfile of their own and are installed by this alone.
import { ensureBrowser } from './browser.mjs'
import { buildPackages } from './build.mjs'
import { exec, execNode } from './exec.mjs'
import { install } from './install.mjs'

const peers = 'e2e/bench/peers'

install()
const browser = ensureBrowser()
const statuses = [
  () => exec('npm', ['ci', '--prefix', peers, '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund']),
  buildPackages,
  () =>
    execNode(
      'e2e/node_modules/@playwright/test/cli.js',
      ['test', `--config=${peers}/playwright.config.ts`],
      browser === undefined ? {} : { HOLDFAST_CHROMIUM: browser },
    ),
]
for (const run of statuses) {
  const status = run()
  if (status !== 0) process.exit(status)
}

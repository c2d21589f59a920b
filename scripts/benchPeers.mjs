// Counts what `useSession()` costs and how many edits of a cart are lost, here and with peers; those have a lockfile of their own
// and are installed by this alone.
import { ensureBrowsers } from './browser.mjs'
import { buildPackages } from './build.mjs'
import { exec, execNode } from './exec.mjs'
import { install } from './install.mjs'

const peers = 'e2e/bench/peers'

install()
const browsers = ensureBrowsers()
const statuses = [
  () => exec('npm', ['ci', '--prefix', peers, '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund']),
  buildPackages,
  () =>
    execNode('e2e/node_modules/@playwright/test/cli.js', ['test', `--config=${peers}/playwright.config.ts`], browsers),
]
for (const run of statuses) {
  const status = run()
  if (status !== 0) process.exit(status)
}

import { ensureBrowser } from './browser.mjs'
import { build } from './build.mjs'
import { execNode } from './exec.mjs'
import { install } from './install.mjs'

install()
const browser = ensureBrowser()
const built = build()
if (built !== 0) process.exit(built)
const args = ['test', '--config=e2e/bench/playwright.config.ts']
const env = browser === undefined ? {} : { HOLDFAST_CHROMIUM: browser }
process.exit(execNode('e2e/node_modules/@playwright/test/cli.js', args, env))

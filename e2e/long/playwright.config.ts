import { defineConfig } from '@playwright/test'
import { browser } from '../fixtures/browser.ts'

/** What takes minutes: `npm run test:cart`. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  forbidOnly: true,
  workers: 2,
  timeout: 300_000,
  reporter: 'list',
  use: { launchOptions: browser },
})

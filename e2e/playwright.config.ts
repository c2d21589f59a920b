import { defineConfig } from '@playwright/test'
import { browser } from './fixtures/browser.ts'

export default defineConfig({
  testDir: 'specs',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  timeout: 120_000,
  reporter: 'list',
  use: { browserName: 'chromium', launchOptions: browser },
})

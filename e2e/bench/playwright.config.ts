import { defineConfig } from '@playwright/test'
import { browser } from '../fixtures/browser.ts'

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/bench',
  workers: 1,
  timeout: 300_000,
  reporter: 'line',
  use: { launchOptions: browser },
})

import { defineConfig } from '@playwright/test'
import { browser } from '../../fixtures/browser.ts'

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/peers',
  workers: 1,
  reporter: 'line',
  use: { launchOptions: browser },
})

import { defineConfig } from '@playwright/test'
import { browser } from './fixtures/browser.ts'
import { firefox } from './fixtures/firefox.ts'

export default defineConfig({
  testDir: 'specs',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  timeout: 120_000,
  reporter: 'list',
  projects: [
    { name: 'chromium', use: { browserName: 'chromium', launchOptions: browser } },
    { name: 'firefox', testMatch: 'cart*.spec.ts', use: { browserName: 'firefox', launchOptions: firefox } },
  ],
})

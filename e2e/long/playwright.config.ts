import { defineConfig } from '@playwright/test'
import { browser } from '../fixtures/browser.ts'
import { firefox } from '../fixtures/firefox.ts'

const inFirefox = { browserName: 'firefox', launchOptions: firefox } as const

/** What takes minutes, and what is run in Firefox: `npm run test:cart`. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/long',
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  timeout: 600_000,
  reporter: 'list',
  projects: [
    { name: 'chromium', use: { browserName: 'chromium', launchOptions: browser } },
    { name: 'firefox', testMatch: 'cartTabs.spec.ts', use: inFirefox },
    { name: 'firefox, specs', testDir: '../specs', testMatch: 'cart*.spec.ts', use: inFirefox },
  ],
})

import type { Faults } from '../tab/Faults.ts'
import type { Page } from './createPage.ts'
import type { Run } from './Run.ts'

/** What a browser does to a page's primitives. */
export function breakPrimitives({ world }: Run, page: Page): void {
  const { random } = world
  const faults = random.pick<Partial<Faults>>([
    { indexedDB: 'fails' },
    { indexedDB: 'hangs' },
    { indexedDB: 'full' },
    { indexedDB: 'throws' },
    { locks: 'missing' },
    { locks: 'rejects' },
    { locks: 'never' },
    { channel: 'drops' },
  ])
  page.wasFaulty = true
  if (faults.indexedDB) page.brokenSince ??= world.now()
  page.tab.setFaults(faults)
}

export function mendPrimitives(page: Page): void {
  page.brokenSince = null
  page.tab.setFaults({ indexedDB: null, locks: null, channel: null })
}

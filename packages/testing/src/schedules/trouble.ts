import type { Faults } from '../tab/Faults.ts'
import type { Page } from './createPage.ts'
import { pounce } from './pounce.ts'
import { awakePages, later, openPages, type Run } from './Run.ts'

/** What networks and servers do to requests. */
export function spoilRequests({ world, server, mode, mend }: Run): void {
  const { random } = world
  const path = random.pick(['refresh', 'refresh', 'refresh', 'sign-in', 'revoke'])
  const fault = random.pick([
    { lose: 'answer' },
    { lose: 'answer' },
    { lose: 'request' },
    { lose: 'hang' },
    { delay: 3_000 },
    { answer: { status: 500 } },
    { answer: { status: 500 }, isProcessed: mode !== 'strict' },
    { answer: { status: 429, headers: { 'retry-after': '2' } } },
    // What a revocation is answered with 200 counts as done, whatever the body (RFC 7009, section 2.2).
    { answer: { status: path === 'revoke' ? 502 : 200, body: '<html>', headers: { 'content-type': 'text/html' } } },
    { answer: { status: 403, body: '<html>', headers: { 'content-type': 'text/html' } } },
    { isSentTwice: path === 'refresh' },
  ] as const)
  const times = 1 + random.below(3)
  world.note(`trouble for ${times} ${path}: ${JSON.stringify(fault)}`)
  mend.push(server.fault(path, fault, times))
}

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

/** What a visitor or an operating system does to a page. */
export function disturbPage(run: Run, page: Page): void {
  const { world } = run
  const { random } = world
  switch (random.below(7)) {
    case 0:
      page.tab.crash()
      break
    case 1:
      page.tab.close()
      break
    case 2:
    case 3:
      page.tab.freeze()
      later(run, random.pick([5, 500, 16_000, 40_000]), () => {
        page.tab.resume()
        pounce(run)
      })
      break
    case 4:
      page.tab.hide()
      later(run, random.between(0, 5_000), () => page.tab.show())
      break
    case 5:
      page.tab.goOffline()
      later(run, random.between(0, 8_000), () => page.tab.goOnline())
      break
    default:
      page.tab.loseDatabase()
  }
}

/** Lets enough time go by for an access token to expire, without a tab noticing. */
export function expire({ world }: Run): void {
  world.sleep(world.random.pick([250_000, 301_000, 400_000]))
}

export function stepClock({ world }: Run): void {
  world.stepClock(world.random.pick([-86_400_000, -600_000, 600_000]))
}

/** Ends every trouble, so that nothing is left but what it has led to. */
export function endTrouble(run: Run): void {
  run.isOver = true
  for (const mend of run.mend) mend()
  for (const page of openPages(run)) {
    mendPrimitives(page)
    page.tab.resume()
    page.tab.goOnline()
    page.tab.show()
  }
}

export const pickPage = (run: Run): Page | null => {
  const pages = awakePages(run)
  return pages.length > 0 ? run.world.random.pick(pages) : null
}

import { calls } from './calls.ts'
import { checkUpdates } from './checkUpdates.ts'
import { type Page, shownUser } from './createPage.ts'
import { endTrouble } from './endTrouble.ts'
import { allCalls } from './History.ts'
import { openPages, type Run } from './Run.ts'

/** Every request's limit, twice over. */
const SETTLED = 40_000
/** A retry lies at most so far ahead. */
const RETRIES = 310_000

/** Ends the trouble, lets everything come to rest, and judges what it has led to. */
export async function finish(run: Run): Promise<void> {
  const { world, history, violate } = run
  endTrouble(run)
  world.goOnline()
  await world.advance(SETTLED)
  for (const call of allCalls(history)) {
    const isStuck = call.status === 'pending' && call.page.tab.state === 'live'
    if (isStuck) violate(8, `${call.page.tab.id} has waited since ${call.startedAt} for a call`)
  }
  for (const page of openPages(run)) page.tab.close()
  await world.advance(SETTLED)

  const pages = [run.openPage(), run.openPage(), run.openPage()]
  const ready = await world.settle(Promise.all(pages.map(({ session }) => session.ready({ timeout: RETRIES }))), {
    limit: RETRIES + SETTLED,
  })
  if (ready.status !== 'fulfilled') violate(8, `fresh pages do not get ready: ${JSON.stringify(ready)}`)
  await world.advance(SETTLED)
  checkOwed(run)
  checkAgreement(run, pages)
  checkUpdates(run, 'visits', 'all', await world.run(pages[0]!.visits.ready()))

  for (const [index, user] of ['ada', 'bob'].entries()) {
    await signInCalmly(run, pages[index]!, user)
    await world.advance(3_000)
    checkAgreement(run, pages, user)
    checkUpdates(run, 'basket', user, await world.run(pages[2]!.basket.ready()))
    await refreshCalmly(run, pages)
  }
  calls.signOut(run, pages[2]!)
  await world.advance(3_000)
  const reloaded = run.openPage()
  await world.advance(1_000)
  checkAgreement(run, [...pages, reloaded], 'guest')
  checkUpdates(run, 'basket', 'guest', await world.run(pages[1]!.basket.ready()))
  await world.advance(SETTLED)
  checkOwed(run)
  for (const { session } of openPages(run)) session.stop()
}

async function signInCalmly({ world, history, violate, ...run }: Run, page: Page, user: string): Promise<void> {
  calls.signIn({ world, history, violate, ...run }, page, user)
  const call = history.signIns.at(-1)!
  await world.advance(2_000)
  if (call.status !== 'fulfilled') violate(4, `nothing is wrong, and ${user} cannot sign in: ${call.error}`)
}

/** When nothing fails, one refresh serves all (invariant 1). */
async function refreshCalmly(run: Run, pages: readonly Page[]): Promise<void> {
  const { world, server, history, violate } = run
  const before = server.counts.refreshes
  world.sleep(310_000)
  for (const page of pages) calls.token(run, page)
  await world.advance(2_000)
  const asked = history.tokens.slice(-pages.length)
  const sent = server.counts.refreshes - before
  if (sent !== 1) violate(1, `${pages.length} tabs sent ${sent} refreshes`)
  const failed = asked.find(({ status }) => status !== 'fulfilled')
  if (failed) violate(1, `${failed.page.tab.id} got no token: ${failed.error}`)
}

/** All awake tabs show what the row says (invariant 6). */
function checkAgreement({ row, violate }: Run, pages: readonly Page[], user?: string): void {
  const isSignedIn = row.now()?.grantId != null
  for (const page of pages) {
    if (page.isPrivate || page.wasFaulty || page.tab.state !== 'live') continue
    const shown = shownUser(page)
    if (shown === null && page.session.getSnapshot().activity === 'waiting') continue
    if ((shown !== 'guest') !== isSignedIn || shown === null)
      violate(6, `${page.tab.id} shows ${shown}, the row has grant ${row.now()?.grantId ?? 'none'}`)
    if (user && shown !== user) violate(6, `${page.tab.id} shows ${shown} instead of ${user}`)
  }
  const users = new Set(
    pages.filter(({ isPrivate, wasFaulty, tab }) => !isPrivate && !wasFaulty && tab.state === 'live').map(shownUser),
  )
  users.delete(null)
  if (users.size > 1) violate(6, `tabs show ${[...users].join(' and ')}`)
}

/** What was signed out has ended at the server too, by now (invariant 3). */
function checkOwed({ history, violate }: Run): void {
  for (const { families, status, settledAt, page } of history.signOuts) {
    if (status !== 'fulfilled' || page.isPrivate || page.wasFaulty) continue
    for (const family of families) {
      const began = history.signIns.find((call) => call.family === family)?.startedAt ?? 0
      // A wipe takes the tokens with it: nobody is left who could end them.
      const isLost = history.wipes.some((at) => at >= began)
      if (!family.end && !isLost) violate(3, `${family.id} is alive at the server, signed out at ${settledAt}`)
    }
  }
}

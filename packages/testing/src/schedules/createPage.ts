import { bearer, createRecord, createSession, type Platform, type Session, type SharedRecord } from '@holdfast/core'
import type { RequestEntry } from '../network/NetworkFault.ts'
import type { RotatingServer } from '../server/RotatingServer.ts'
import type { Tab } from '../tab/Tab.ts'

/** One tab with an app in it. */
export interface Page {
  readonly tab: Tab
  readonly session: Session
  /** Owned: what whoever is signed in wants to buy. */
  readonly basket: SharedRecord<readonly string[]>
  /** Everybody's. */
  readonly visits: SharedRecord<readonly string[]>
  /** Whether it has heard that something of it was moved out of the shared storage: then it stands for itself. */
  isPrivate: boolean
  /** Whether anything of it was ever broken, so that it may have missed news. */
  wasFaulty: boolean
  /** Since when its database has been broken; `null` if it is not. */
  brokenSince: number | null
}

export interface PageHooks {
  onSend(page: Page, entry: RequestEntry, body: string): void
  onAnswer(page: Page, entry: RequestEntry, body: string): void
  onShow(page: Page): void
  onEnd(page: Page, reason: string): void
}

const IDLE = 1_800_000

export function createPage(
  tab: Tab,
  server: RotatingServer,
  requests: readonly RequestEntry[],
  hooks: PageHooks,
): Page {
  const fetch: Platform['fetch'] = async (input, init) => {
    const answering = tab.platform.fetch(input, init)
    const entry = requests.at(-1)
    if (entry) hooks.onSend(page, entry, String(init?.body ?? ''))
    const response = await answering
    if (entry) hooks.onAnswer(page, entry, await response.clone().text())
    return response
  }
  const platform: Platform = Object.create(tab.platform, { fetch: { value: fetch } })
  const session = createSession({
    source: bearer({ url: server.url }),
    origins: [server.origin],
    idleTimeout: IDLE,
    platform,
  })
  const initial: readonly string[] = []
  const degrade = (): void => {
    page.isPrivate = true
  }
  const page: Page = {
    tab,
    session,
    basket: createRecord({ name: 'basket', initial, owner: session }),
    visits: createRecord({ name: 'visits', initial, platform, onDegraded: degrade }),
    isPrivate: false,
    wasFaulty: false,
    brokenSince: null,
  }
  const show = (): void => hooks.onShow(page)
  session.on('degraded', degrade)
  session.on('signed-out', ({ reason }) => hooks.onEnd(page, reason))
  session.subscribe(show)
  page.basket.subscribe(show)
  page.visits.subscribe(show)
  session.start()
  return page
}

/** Who the page says is signed in: a user, `guest` or, as long as it does not know, `null`. */
export function shownUser({ session }: Page): string | null {
  const { status, user } = session.getSnapshot()
  return status === 'loading' ? null : (user?.id ?? 'guest')
}

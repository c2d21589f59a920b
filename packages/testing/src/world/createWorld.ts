import { createNetwork } from '../network/createNetwork.ts'
import { createTab } from '../tab/createTab.ts'
import type { Tab, TabOptions } from '../tab/Tab.ts'
import { createCookieJar } from '../web-storage/createCookieJar.ts'
import { createRows } from './createRows.ts'
import { createSite, type Site, wipeSite } from './createSite.ts'
import { createTimeline } from './createTimeline.ts'
import type { Outcome, World, WorldOptions } from './World.ts'

const LIMIT = 60_000

/** Makes a world; the same seed and the same calls give the same run, event for event. */
export function createWorld(options: WorldOptions = {}): World {
  const { seed = 1, origin = 'https://shop.test', startsAt = 1_800_000_000_000, isTraced = false } = options
  const { storageLag = [0, 50], networkLatency = [2, 30] } = options
  const timeline = createTimeline(seed)
  const sites = new Map<string, Site>()
  const tabs: Tab[] = []
  const trace: string[] = []
  const errors: unknown[] = []
  let slept = 0
  let skew = 0

  const trueTime = (): number => Math.floor(startsAt + timeline.now() + slept)
  const wallTime = (): number => trueTime() + skew
  const note = (text: string): void => {
    if (isTraced) trace.push(`${timeline.now().toFixed(3)} ${text}`)
  }
  const siteOf = (of: string): Site => {
    const site = sites.get(of) ?? createSite(of, timeline, storageLag)
    sites.set(of, site)
    return site
  }
  const network = createNetwork({
    timeline,
    latency: networkLatency,
    now: trueTime,
    jarOf: (of) => createCookieJar(siteOf(of).cookies, trueTime),
    report: (error) => errors.push(error),
  })

  const open = (tabOptions: TabOptions, sessionStorage: ReadonlyMap<string, string>): Tab => {
    const site = siteOf(tabOptions.origin ?? origin)
    const surroundings = { timeline, site, network, now: wallTime, trace: note, open }
    const tab = createTab(`tab${tabs.length + 1}`, tabOptions, surroundings, sessionStorage)
    tabs.push(tab)
    return tab
  }

  const settle = async <T>(promise: PromiseLike<T>, limit: number): Promise<Outcome<T>> => {
    let outcome: Outcome<T> = { status: 'pending' }
    promise.then(
      (value) => {
        outcome = { status: 'fulfilled', value }
      },
      (reason) => {
        outcome = { status: 'rejected', reason }
      },
    )
    await timeline.runUntil(() => outcome.status !== 'pending', limit)
    return outcome
  }

  return {
    seed,
    origin,
    random: timeline.random,
    tabs,
    requests: network.requests,
    trace,
    errors,
    now: timeline.now,
    trueTime,
    wallTime,
    openTab: (tabOptions = {}) => open(tabOptions, new Map()),
    advance: timeline.advance,
    run: async (promise, { limit = LIMIT } = {}) => {
      const outcome = await settle(promise, limit)
      if (outcome.status === 'pending') throw new Error(`Still pending after ${limit} ms of the world's time.`)
      if (outcome.status === 'rejected') throw outcome.reason
      return outcome.value
    },
    settle: (promise, { limit = LIMIT } = {}) => settle(promise, limit),
    until: async (condition, { limit = LIMIT } = {}) => {
      if (!(await timeline.runUntil(condition, limit)))
        throw new Error(`Still not so after ${limit} ms of the world's time: ${condition}`)
    },
    after: (delay, act) => void timeline.after(delay, act),
    sleep: (ms) => {
      note(`slept ${ms} ms`)
      slept += ms
    },
    stepClock: (ms) => {
      note(`clock stepped by ${ms} ms`)
      skew += ms
    },
    wipe: () => {
      note('wiped')
      for (const site of sites.values()) wipeSite(site)
    },
    goOffline: () => {
      for (const tab of tabs) tab.goOffline()
    },
    goOnline: () => {
      for (const tab of tabs) tab.goOnline()
    },
    serve: network.serve,
    fault: network.fault,
    rows: (database = 'holdfast', store = 'rows') => createRows(siteOf(origin).disk, database, store),
    localStorage: () => new Map(siteOf(origin).localStorage.truth),
    cookies: (of = origin) => createCookieJar(siteOf(of).cookies, trueTime),
    note,
  }
}

import type { Platform, Wake } from '@holdfast/core'
import { createChannels } from '../channels/createChannels.ts'
import { createCrypto } from '../crypto/createCrypto.ts'
import { createIndexedDb } from '../indexeddb/createIndexedDb.ts'
import { createLocks } from '../locks/createLocks.ts'
import type { Network } from '../network/createNetwork.ts'
import { toSending } from '../network/Sending.ts'
import { createDocumentCookies } from '../web-storage/createDocumentCookies.ts'
import { createWebStorage } from '../web-storage/createWebStorage.ts'
import type { Site } from '../world/createSite.ts'
import type { Timeline } from '../world/createTimeline.ts'
import { createClock } from './createClock.ts'
import { createHost } from './createHost.ts'
import { createLine } from './createLine.ts'
import { createWakes } from './createWakes.ts'
import type { Tab, TabOptions } from './Tab.ts'

/** What a tab is opened in. */
export interface TabSurroundings {
  readonly timeline: Timeline
  readonly site: Site
  readonly network: Network
  /** The device's wall clock. */
  now(): number
  trace(text: string): void
  open(options: TabOptions, sessionStorage: ReadonlyMap<string, string>): Tab
}

const blocked = (): DOMException => new DOMException('Site data is blocked.', 'SecurityError')

export function createTab(
  id: string,
  options: TabOptions,
  surroundings: TabSurroundings,
  copied: ReadonlyMap<string, string>,
): Tab {
  const { timeline, site, network, now } = surroundings
  const controls = createHost(timeline, id, site.origin, surroundings.trace)
  const { host } = controls
  const wakes = createWakes(host)
  const line = createLine(wakes)
  const kept = new Map(copied)
  let isPrerendering = options.isPrerendering ?? false
  let isVisible = options.isVisible ?? !isPrerendering
  let hiddenSince = 0

  const localView = site.localStorage.openView()
  host.onEnd(localView.close)
  site.sessions.add(kept)
  host.onEnd(() => site.sessions.delete(kept))
  const database = createIndexedDb(host, site.disk)
  const locks = createLocks(host, site.locks)
  const local = createWebStorage(localView, () => host.faults.localStorage === 'full')
  const session = createWebStorage(
    {
      get: (key) => kept.get(key) ?? null,
      entries: () => kept,
      write: (key, value) => void (value === null ? kept.delete(key) : kept.set(key, value)),
    },
    () => host.faults.sessionStorage === 'full',
  )
  const offer = <T>(fault: string | null, there: T): T | null => {
    if (fault === 'throws') throw blocked()
    return fault === 'missing' ? null : there
  }
  const crypto = createCrypto(host)

  const platform: Platform = {
    origin: site.origin,
    base: `${site.origin}/`,
    clock: createClock(host, now, () => hiddenSince),
    crypto,
    get indexedDB() {
      return offer(host.faults.indexedDB, database)
    },
    get locks() {
      return offer(host.faults.locks, locks)
    },
    get localStorage() {
      return offer(host.faults.localStorage, local)
    },
    get sessionStorage() {
      return offer(host.faults.sessionStorage, session)
    },
    cookies: createDocumentCookies(host, site.cookies, now),
    openChannel: createChannels(host, site.rooms),
    onWake: wakes.onWake,
    isVisible: () => isVisible,
    isPrerendering: () => isPrerendering,
    fetch: (input, init) => {
      try {
        return network.send(host, toSending(input, init, platform.base), line)
      } catch (error) {
        return Promise.reject(error)
      }
    },
  }

  const setVisible = (visible: boolean): void => {
    if (visible === isVisible) return
    isVisible = visible
    hiddenSince = timeline.now()
    controls.setHidden(!visible)
    wakes.wake(visible ? 'visible' : 'hidden')
  }
  /** Says goodbye, lets the page's promises finish, and does the rest before anything else happens. */
  const leave = (farewell: readonly Wake[], then: () => void): void => {
    if (controls.getState() === 'dead') return
    host.trace(farewell.join(', '))
    for (const wake of farewell) wakes.wake(wake)
    timeline.after(0, then, -1)
  }
  controls.setHidden(!isVisible)
  controls.setFaults(options.faults ?? {})
  host.trace('opened')

  const tab: Tab = {
    id,
    origin: site.origin,
    platform,
    get state() {
      return controls.getState()
    },
    get wasEvicted() {
      return controls.wasEvicted()
    },
    errors: controls.errors,
    setFaults: (faults) => {
      host.trace(`faults ${JSON.stringify(faults)}`)
      controls.setFaults(faults)
    },
    crash: () => {
      host.trace('crashed')
      controls.end()
    },
    close: () => leave(['pagehide', 'hidden'], controls.end),
    freeze: (freezing) => leave(['freeze'], () => controls.freeze(freezing)),
    resume: () => {
      host.trace('resumed')
      controls.thaw(() => wakes.wake('resume'))
    },
    hide: () => setVisible(false),
    show: () => setVisible(true),
    focus: () => wakes.wake('focus'),
    bfcache: () => {
      isVisible = false
      leave(['pagehide', 'hidden', 'freeze'], controls.cache)
    },
    restore: () => {
      if (controls.getState() !== 'cached') return false
      isVisible = true
      controls.setHidden(false)
      controls.thaw(() => {
        for (const wake of ['resume', 'pageshow', 'visible'] as const) wakes.wake(wake)
      })
      return true
    },
    activate: () => {
      isPrerendering = false
      wakes.wake('activated')
      setVisible(true)
    },
    input: () => wakes.wake('input'),
    goOffline: line.cut,
    goOnline: line.mend,
    duplicate: () => surroundings.open({ ...options, isPrerendering: false, isVisible: true }, kept),
    reload: () => {
      tab.close()
      return surroundings.open({ ...options, isPrerendering: false, isVisible }, kept)
    },
    loseDatabase: () => {
      for (const { connections } of site.disk.databases.values())
        for (const connection of connections) if (connection.host === host) connection.lose()
    },
  }
  return tab
}

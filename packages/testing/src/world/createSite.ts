import type { ChannelEnd } from '../channels/createChannels.ts'
import { createDisk, type Disk, tellWatchers } from '../indexeddb/Disk.ts'
import type { LockQueue } from '../locks/LockQueue.ts'
import type { Cookie } from '../web-storage/createCookieJar.ts'
import { createLaggingMap, type LaggingMap } from '../web-storage/createLaggingMap.ts'
import type { Timeline } from './createTimeline.ts'

/** What the tabs of one origin share. */
export interface Site {
  readonly origin: string
  readonly disk: Disk
  readonly localStorage: LaggingMap<string>
  readonly cookies: LaggingMap<Cookie>
  readonly locks: Map<string, LockQueue>
  readonly rooms: Map<string, Set<ChannelEnd>>
  /** The session storages of its open tabs. */
  readonly sessions: Set<Map<string, string>>
}

export function createSite(origin: string, timeline: Timeline, lag: readonly [number, number]): Site {
  return {
    origin,
    disk: createDisk(),
    localStorage: createLaggingMap(timeline, lag),
    cookies: createLaggingMap(timeline, lag),
    locks: new Map(),
    rooms: new Map(),
    sessions: new Set(),
  }
}

/** Clears the site's data under its open pages. */
export function wipeSite({ disk, localStorage, cookies, sessions }: Site): void {
  for (const { connections } of disk.databases.values()) for (const connection of [...connections]) connection.lose()
  disk.databases.clear()
  localStorage.wipe()
  cookies.wipe()
  for (const session of sessions) session.clear()
  tellWatchers(disk)
}

import type { Channel, Platform, Wake } from '../platform/Platform.ts'
import { post } from '../platform/post.ts'

const NEWS = 'holdfast:news'
/** How often the row is read where there is no channel, in milliseconds. */
const POLL = 1_000
/** When to look once more after news, in milliseconds. */
const SECOND = 200

export interface News {
  /** Listens for wakes and for the other tabs; returns a function that ends it. */
  start(onWake?: (wake: Wake) => void, withInput?: boolean): () => void
  /** Tells the other tabs that the row, or another one, has a new generation; -1: that it may soon have one. */
  tell(generation: number, record?: string): void
}

export interface NewsOf {
  readonly platform: Platform
  /** What the row is called between tabs. */
  getRecord(): string
  getGeneration(): number
  /** Reads the row. */
  look(): void
  /** Lets go of what would keep the page out of the back/forward cache. */
  letGo(): void
}

/** Hears what may have changed a row; whatever it hears, the row is read and the hint forgotten. */
export function createNews({ platform, getRecord, getGeneration, look, letGo }: NewsOf): News {
  let channel: Channel | null = null
  let cancel = (): void => {}

  function later(delay: number, work: () => void): void {
    cancel()
    cancel = platform.clock.setTimer(work, delay)
  }

  function open(): void {
    channel ??= platform.openChannel(NEWS, (message) => {
      const { record, generation } = Object(message)
      if (record !== getRecord() || generation === getGeneration()) return
      look()
      // A message can overtake what it tells of, where localStorage or a cookie is the store: 51 ms were measured.
      later(SECOND, () => generation !== getGeneration() && look())
    })
    if (channel) return
    later(POLL, () => {
      if (platform.isVisible()) look()
      open()
    })
  }

  function close(): void {
    cancel()
    channel?.close()
    channel = null
  }

  return {
    start(onWake, withInput) {
      open()
      const end = platform.onWake((wake) => {
        if (wake === 'pagehide') {
          // An open everyday channel would evict this page from the back/forward cache with every message.
          letGo()
          close()
        } else if (wake === 'pageshow') open()
        onWake?.(wake)
        if (!['hidden', 'freeze', 'pagehide', 'input'].includes(wake)) look()
      }, withInput)
      return () => {
        end()
        close()
      }
    },
    tell(generation, record = getRecord()) {
      post(channel, { record, generation })
    },
  }
}

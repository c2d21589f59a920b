import type { Channel, Wake } from '../platform/Platform.ts'
import type { SessionUser } from '../source/Source.ts'
import type { Core } from './Core.ts'
import { signedOut } from './changes.ts'

const NEWS = 'holdfast:news'
const END = 'holdfast:end'
/** How often the row is read where there is no channel, in milliseconds. */
const POLL = 1_000

export interface Watch {
  /** Listens for wakes and for the other tabs; returns a function that ends it. */
  start(onWake: (wake: Wake) => void): () => void
  /** Tells the other tabs that the row has a new generation. */
  tell(generation: number): void
  /** Tells them that a session is over; evicts pages in the back/forward cache. */
  tellEnd(sessionId: string): void
}

/** Hears what may have changed the row; whatever it hears, the row is read and the hint forgotten. */
export function createWatch<User extends SessionUser>(core: Core<User>): Watch {
  let news: Channel | null = null
  let end: Channel | null = null
  let stopPoll: (() => void) | undefined

  const getRecord = (): string => core.access.rowKey ?? core.name

  function openNews(): void {
    const { platform, sync } = core
    news ??= platform.openChannel(NEWS, (message) => {
      const { record, generation } = (message ?? {}) as { record?: unknown; generation?: unknown }
      if (record === getRecord() && generation !== sync.getGeneration()) void look()
    })
    if (!news) poll()
  }

  function poll(): void {
    stopPoll?.()
    const { platform } = core
    stopPoll = platform.clock.setTimer(() => {
      if (platform.isVisible()) void look()
      poll()
    }, POLL)
  }

  function closeNews(): void {
    stopPoll?.()
    news?.close()
    news = null
  }

  async function look(): Promise<void> {
    await core.sync.confirm().catch(() => {})
  }

  async function onEnd(message: unknown): Promise<void> {
    const { record, sessionId } = (message ?? {}) as { record?: unknown; sessionId?: unknown }
    const { runtime, sync } = core
    if (record !== getRecord() || sessionId !== runtime.getState().head?.sessionId) return
    sync.distrust()
    await sync.confirm().catch(endBlindly)
  }

  /** The session is over, and the row cannot be read to see what came after. */
  function endBlindly(): void {
    const { head } = core.runtime.getState()
    if (!head) return
    const over = signedOut(head, head.sessionId, 'signed-out', [])
    core.runtime.dispatch({ type: 'row', head: over, held: null, isHere: false, isFresh: false })
  }

  function onWake(wake: Wake): void {
    const { access, sync } = core
    if (wake === 'hidden' || wake === 'freeze' || wake === 'pagehide') sync.distrust()
    if (wake === 'pagehide') {
      // An open everyday channel would evict this page from the back/forward cache with every message.
      closeNews()
      access.close()
    } else if (wake === 'pageshow') openNews()
    if (wake !== 'hidden' && wake !== 'freeze' && wake !== 'pagehide' && wake !== 'input') void look()
  }

  return {
    start(react) {
      const { platform, limits } = core
      openNews()
      end = platform.openChannel(END, (message) => void onEnd(message))
      const stopWake = platform.onWake((wake) => {
        onWake(wake)
        react(wake)
      }, Number.isFinite(limits.idleTimeout))
      return () => {
        stopWake()
        closeNews()
        end?.close()
        end = null
      }
    },
    tell(generation) {
      news?.post({ record: getRecord(), generation })
    },
    tellEnd(sessionId) {
      end?.post({ record: getRecord(), sessionId })
    },
  }
}

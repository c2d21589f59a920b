import { createId } from '../platform/createId.ts'
import type { Channel, Wake } from '../platform/Platform.ts'
import { post } from '../platform/post.ts'
import { createNews } from '../record/createNews.ts'
import type { SessionUser } from '../source/Source.ts'
import type { Core } from './Core.ts'
import { signedOut } from './signedOut.ts'

const END = 'holdfast:end'

export interface Watch {
  /** Listens for wakes and for the other tabs; returns a function that ends it. */
  start(onWake: (wake: Wake) => void): () => void
  /** Tells the other tabs that the row has a new generation. */
  tell(generation: number): void
  /** Tells them that a session is over; evicts pages from the back/forward cache. */
  tellEnd(sessionId: string): void
}

/** Keeps a session in step with the other tabs; hears its end on a channel that stays open in the back/forward cache. */
export function createWatch<User extends SessionUser>({
  access,
  limits,
  name,
  platform,
  runtime,
  source,
  sync,
}: Core<User>): Watch {
  let end: Channel | null = null
  const getRecord = (): string => access.rowKey ?? name
  const news = createNews({
    platform,
    getRecord,
    getGeneration: sync.getGeneration,
    look: () => void sync.confirm().catch(() => {}),
    letGo: access.close,
  })

  async function onEnd(message: unknown): Promise<void> {
    const { record, sessionId } = (message ?? {}) as { record?: unknown; sessionId?: unknown }
    if (record !== getRecord() || sessionId !== runtime.getState().head?.sessionId) return
    sync.distrust()
    await sync.confirm().catch(endBlindly)
  }

  /** The session is over, and the row cannot be read to see what came after. */
  function endBlindly(): void {
    const { head } = runtime.getState()
    if (!head) return
    // Another id, so that edits made in the session that ended go with it; whose records go is not known.
    const over = signedOut(head, createId(platform), 'signed-out', [], true)
    runtime.dispatch({ type: 'row', head: over, held: null, isHere: false, isFresh: false, canRestore: false })
  }

  return {
    start(react) {
      end = platform.openChannel(END, (message) => void onEnd(message))
      const stop = news.start((wake) => {
        if (wake === 'hidden' || wake === 'freeze' || wake === 'pagehide') sync.distrust()
        react(wake)
      }, source.isSliding || Number.isFinite(limits.idleTimeout))
      return () => {
        stop()
        end?.close()
        end = null
      }
    },
    tell: news.tell,
    tellEnd(sessionId) {
      post(end, { record: getRecord(), sessionId })
    },
  }
}

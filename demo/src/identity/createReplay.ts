import { hashToken } from './hashToken.ts'
import type { TokenAnswer } from './TokenAnswer.ts'

export interface Kept {
  readonly family: string
  readonly answer: TokenAnswer
}

export interface Replay {
  /**
   * Runs `work` once per `key`; whoever comes again with the key gets the same answer, also while `work` still runs.
   * `token` must be the one the key first came with, or the one it was answered with.
   */
  once(
    key: string,
    token: string,
    work: () => Promise<Kept | null>,
  ): Promise<{ readonly outcome: 'done' | 'replayed'; readonly kept: Kept | null } | { readonly outcome: 'conflict' }>
  clear(): void
}

interface Entry {
  readonly token: string
  readonly result: Promise<Kept | null>
}

/** Keeps answers for `keepFor` milliseconds, in memory only: they hold tokens. */
export function createReplay(keepFor: number): Replay {
  const entries = new Map<string, Entry>()
  const forget = (key: string, entry: Entry): void => {
    if (entries.get(key) === entry) entries.delete(key)
  }
  return {
    async once(key, token, work) {
      const known = entries.get(key)
      if (known) {
        const kept = await known.result
        // A refresh cookie may have arrived though the page died before it could note the answer: then its successor comes.
        const isSame = known.token === hashToken(token) || kept?.answer.refresh_token === token
        return isSame ? { outcome: 'replayed', kept } : { outcome: 'conflict' }
      }
      const entry: Entry = { token: hashToken(token), result: work() }
      entries.set(key, entry)
      setTimeout(forget, keepFor, key, entry).unref()
      try {
        const kept = await entry.result
        if (!kept) forget(key, entry)
        return { outcome: 'done', kept }
      } catch (error) {
        forget(key, entry)
        throw error
      }
    },
    clear: () => entries.clear(),
  }
}

import type { Expiry } from '@holdfast/core'
import { type ComputedRef, computed, type ShallowRef, shallowRef, watchSyncEffect } from 'vue'
import { type Refs, refsOf } from './refsOf.ts'
import { useProvided } from './useProvided.ts'
import { useReadable } from './useReadable.ts'

/** How often the clock is read while the session is about to end, in milliseconds; the ref follows whole seconds. */
const LOOK = 200

const NEVER: Expiry = { endsAt: null, cause: null, isExpiring: false }

export interface SessionExpiry {
  /** Whether the session is about to end by a limit. */
  readonly isExpiring: ComputedRef<boolean>
  /** Which limit is about to end it; `null` unless `isExpiring`. */
  readonly cause: ComputedRef<Expiry['cause']>
  /** Milliseconds left, in whole seconds rounded up, while `isExpiring`; else `null`. */
  readonly timeLeft: Readonly<ShallowRef<number | null>>
  /** Stays signed in, in every tab. Rejects with the storage's error where that could not be written. */
  extend(): Promise<void>
}

/**
 * Whether the session is about to end by a limit, and when: a countdown that ticks only then. Throws `NOT_PROVIDED`
 * where there is no `app.use(sessionPlugin(session))`.
 */
export function useSessionExpiry(): SessionExpiry {
  const { session } = useProvided()
  const refs = refsOf(useReadable(session.expiry, NEVER), {}) as Refs<Expiry>
  const { isExpiring, endsAt } = refs
  const cause = computed(() => (isExpiring.value ? refs.cause.value : null))
  const timeLeft = shallowRef<number | null>(null)
  watchSyncEffect((onCleanup) => {
    const until = isExpiring.value ? endsAt.value : null
    const look = (): void => {
      timeLeft.value = until && Math.max(0, Math.ceil((until - Date.now()) / 1_000) * 1_000)
    }
    look()
    const timer = until && setInterval(look, LOOK)
    onCleanup(() => clearInterval(timer as number))
  })
  return { isExpiring, cause, timeLeft, extend: session.extend }
}

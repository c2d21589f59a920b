import type { Expiry } from '@holdfast/core'
import { useCallback, useSyncExternalStore } from 'react'
import { useProvided } from './SessionContext.ts'
import { useSelection } from './useSelection.ts'

/** How often the clock is read while the session is about to end, in milliseconds; renders follow whole seconds. */
const LOOK = 200

export interface SessionExpiry extends Pick<Expiry, 'isExpiring' | 'cause'> {
  /** Milliseconds left, in whole seconds rounded up, while `isExpiring`; else `null`. */
  readonly timeLeft: number | null
  /** Stays signed in, in every tab. Rejects with the storage's error where that could not be written. */
  extend(): Promise<void>
}

const NEVER: Expiry = { endsAt: null, cause: null, isExpiring: false }

/**
 * Whether the session is about to end by a limit, and when: a countdown that ticks only then. Throws `NOT_PROVIDED`
 * outside a `<SessionProvider>`.
 */
export function useSessionExpiry(): SessionExpiry {
  const { session } = useProvided()
  const { isExpiring, endsAt, cause } = useSelection(session.expiry, NEVER, same, isAlike)
  const until = isExpiring ? endsAt : null
  const subscribe = useCallback(
    (listener: () => void) => {
      const timer = until === null ? undefined : setInterval(listener, LOOK)
      return () => clearInterval(timer)
    },
    [until],
  )
  const timeLeft = useSyncExternalStore(
    subscribe,
    () => (until === null ? null : Math.max(0, Math.ceil((until - Date.now()) / 1_000) * 1_000)),
    () => null,
  )
  return { isExpiring, cause, timeLeft, extend: session.extend }
}

const same = (expiry: Expiry): Expiry => expiry

/** Activity moves the end all the time; only while the end is near does that show. */
const isAlike = (a: Expiry, b: Expiry): boolean =>
  a.isExpiring === b.isExpiring && a.cause === b.cause && (!a.isExpiring || a.endsAt === b.endsAt)

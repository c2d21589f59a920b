import type { Expiry } from '@holdfast/core'
import { useSyncExternalStore } from 'react'
import { useProvided } from './SessionContext.ts'
import { useSelection } from './useSelection.ts'

/** How often the clock is read while the session is about to end, in milliseconds; renders follow whole seconds. */
const LOOK = 200

export interface SessionExpiry extends Pick<Expiry, 'isExpiring'> {
  /** Which limit is about to end it; `null` unless `isExpiring`. */
  readonly cause: Expiry['cause']
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
  // Activity moves the end all the time, which shows only while the end is near.
  const { isExpiring, endsAt, cause } = useSelection(session.expiry, NEVER, (expiry) =>
    expiry.isExpiring ? expiry : NEVER,
  )
  const timeLeft = useSyncExternalStore(
    isExpiring ? tick : stand,
    () => (endsAt === null ? null : Math.max(0, Math.ceil((endsAt - Date.now()) / 1_000) * 1_000)),
    () => null,
  )
  return { isExpiring, cause, timeLeft, extend: session.extend }
}

function tick(listener: () => void): () => void {
  const timer = setInterval(listener, LOOK)
  return () => clearInterval(timer)
}

const stand = () => (): void => {}

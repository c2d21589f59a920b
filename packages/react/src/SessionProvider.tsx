import type { AnySession, Initial, RegisteredSession, Snapshot, UserOf } from '@holdfast/core'
import { type JSX, type ReactNode, useMemo } from 'react'
import { SessionContext } from './SessionContext.ts'

type User = UserOf<RegisteredSession>

export interface SessionProviderProps {
  /** Its hooks start it; whoever made it stops it, if anybody does. */
  readonly session: AnySession
  /**
   * Who the server knew to be signed in when it rendered the page; `null`: nobody. Shown until the browser's own row
   * has been read, which decides. Counts for the session that comes with it. @default unknown: `loading` is shown
   */
  readonly initial?: Initial<User> | undefined
  readonly children?: ReactNode
}

/** Gives a session to every hook below. */
export function SessionProvider({ session, initial, children }: SessionProviderProps): JSX.Element {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a later `initial` knows no more than the row that was read.
  const provided = useMemo(() => {
    if (initial !== undefined) session.seed(initial)
    return { session, shown: toSnapshot(initial) }
  }, [session])
  return <SessionContext.Provider value={provided}>{children}</SessionContext.Provider>
}

/** One page may be rendered for each of two people at once, so a server asks the session nothing. */
function toSnapshot(initial: Initial<User> | undefined): Snapshot<User> {
  const status = initial ? 'signed-in' : initial === null ? 'signed-out' : 'loading'
  const reason = initial === null ? 'none' : null
  return { status, activity: 'idle', user: initial?.user ?? null, reason, error: null } as Snapshot<User>
}

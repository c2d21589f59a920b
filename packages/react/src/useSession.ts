import type { RegisteredSession, Snapshot, UserOf } from '@holdfast/core'
import { useProvided } from './SessionContext.ts'
import { useReadable } from './useReadable.ts'

type Now = Snapshot<UserOf<RegisteredSession>>

/** What a component can do with the session, from any render: they are the session's own. */
export interface SessionActions
  extends Pick<RegisteredSession, 'signIn' | 'signOut' | 'refresh' | 'getAccessToken' | 'fetch'> {
  readonly session: RegisteredSession
}

/**
 * What `select` makes of the snapshot; renders again only when that differs. What it throws reaches the error boundary.
 * @param isEqual `Object.is` unless given
 */
export function useSession<T>(select: (snapshot: Now) => T, isEqual?: (a: T, b: T) => boolean): T
/**
 * The session of the nearest provider, started by this. Renders again only when a field changes that the component has
 * read. Throws `NOT_PROVIDED` outside a `<SessionProvider>`.
 */
export function useSession(): Now & SessionActions
export function useSession<T>(
  select?: (snapshot: Now) => T,
  isEqual?: (a: T, b: T) => boolean,
): T | (Now & SessionActions) {
  const { session, shown } = useProvided()
  // All of it, which is shorter than to name what the type shows.
  return useReadable<Now, T, SessionActions>(session, shown, { ...session, session }, select, isEqual)
}

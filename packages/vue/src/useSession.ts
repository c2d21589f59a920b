import type { RegisteredSession, Snapshot, UserOf } from '@holdfast/core'
import { type ComputedRef, computed, type ShallowRef } from 'vue'
import { type Refs, refsOf } from './refsOf.ts'
import { useProvided } from './useProvided.ts'
import { useReadable } from './useReadable.ts'

type Now = Snapshot<UserOf<RegisteredSession>>

/** What a component can do with the session: the functions are the session's own. */
export interface SessionActions
  extends Pick<RegisteredSession, 'signIn' | 'signOut' | 'refresh' | 'getAccessToken' | 'fetch'> {
  readonly session: RegisteredSession
  /** All fields in one ref, whose `status` narrows the others; changes with any of them. */
  readonly snapshot: Readonly<ShallowRef<Now>>
}

/**
 * What `select` makes of the snapshot; triggers only when that differs. What it throws, its reader throws.
 * @param isEqual `Object.is` unless given
 */
export function useSession<T>(select: (snapshot: Now) => T, isEqual?: (a: T, b: T) => boolean): ComputedRef<T>
/**
 * The app's session, started by this, with a ref for each field of its snapshot: a change of one triggers only those who
 * read it. Throws `NOT_PROVIDED` where there is no `app.use(sessionPlugin(session))`.
 */
export function useSession(): Refs<Now> & SessionActions
export function useSession<T>(
  select?: (snapshot: Now) => T,
  isEqual?: (a: T, b: T) => boolean,
): ComputedRef<T> | (Refs<Now> & SessionActions) {
  const { session, shown } = useProvided()
  const source = useReadable(session, shown)
  const { signIn, signOut, refresh, getAccessToken, fetch } = session
  return refsOf(
    source,
    { snapshot: computed(() => source.value), session, signIn, signOut, refresh, getAccessToken, fetch },
    select,
    isEqual,
  )
}

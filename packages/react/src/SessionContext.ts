import { HoldfastError, type RegisteredSession, type Snapshot, type UserOf } from '@holdfast/core'
import { type Context, createContext, useContext } from 'react'

/** What a provider gives to the hooks below it. */
export interface Provided {
  readonly session: RegisteredSession
  /** What a server renders, and a browser that takes over its page, until then. */
  readonly shown: Snapshot<UserOf<RegisteredSession>>
}

export const SessionContext: Context<Provided | null> = createContext<Provided | null>(null)

/** What the nearest provider gives; throws `NOT_PROVIDED` where there is none. */
export function useProvided(): Provided {
  const provided = useContext(SessionContext)
  if (provided) return provided
  throw new HoldfastError('NOT_PROVIDED', 'Wrap it in <SessionProvider session={session}>.')
}

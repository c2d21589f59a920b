import { HoldfastError } from '../HoldfastError.ts'
import type { Challenge } from '../source/Source.ts'
import { NO_EXPIRY } from './limits.ts'
import { initialState } from './machine.ts'
import type { Session } from './Session.ts'

/** The session as a server renders it: `loading` for ever, and shared between requests without harm. */
export function createServerSession(name = 'session'): Session<any, unknown, Challenge> {
  const { snapshot } = initialState<any>()
  const nothing = (): void => {}
  const listen = (): (() => void) => nothing
  const refuse = async (): Promise<never> => {
    throw new HoldfastError(
      'BROWSER_ONLY',
      'Sessions live in the browser; call this from an effect or an event handler.',
    )
  }
  return {
    name,
    expiry: { getSnapshot: () => NO_EXPIRY, subscribe: listen },
    getSnapshot: () => snapshot,
    subscribe: listen,
    on: listen,
    start: nothing,
    stop: nothing,
    seed: nothing,
    ready: refuse,
    resume: refuse,
    signIn: refuse,
    adopt: refuse,
    refresh: refuse,
    extend: refuse,
    signOut: refuse,
    getAccessToken: refuse,
    fetch: refuse,
  }
}

import type { AnySession, Initial, RegisteredSession, Snapshot, UserOf } from '@holdfast/core'
import type { Plugin } from 'vue'
import { sessionKey } from './sessionKey.ts'

type User = UserOf<RegisteredSession>

export interface SessionPluginOptions {
  /**
   * Who the server knew to be signed in when it rendered the page; `null`: nobody. Shown until the browser's own row
   * has been read, which decides. @default unknown: `loading` is shown
   */
  readonly initial?: Initial<User> | undefined
}

/**
 * Gives a session to every component of an app, by `app.use`. Its composables start it; whoever made it stops it, if
 * anybody does.
 */
export function sessionPlugin(session: AnySession, { initial }: SessionPluginOptions = {}): Plugin {
  return (app) => {
    if (initial !== undefined) session.seed(initial)
    app.provide(sessionKey, { session, shown: toSnapshot(initial) })
  }
}

/** One page may be rendered for each of two people at once, so a server asks the session nothing. */
function toSnapshot(initial: Initial<User> | undefined): Snapshot<User> {
  const user = initial?.user ?? null
  const isSignedOut = initial === null
  return {
    status: user ? 'signed-in' : isSignedOut ? 'signed-out' : 'loading',
    user,
    reason: isSignedOut ? 'none' : null,
    activity: 'idle',
    error: null,
  } as Snapshot<User>
}

import type { SessionEvents, SessionUser } from '@holdfast/core'
import type { Facts } from './Facts.ts'

/** An event and what it tells. */
export type Happening<User extends SessionUser> = {
  readonly [E in keyof SessionEvents<User>]: readonly [E, SessionEvents<User>[E]]
}[keyof SessionEvents<User>]

/** What a session fires as one moment follows another, as the real one does. @param here whether this tab is the cause */
export function eventsOf<User extends SessionUser>(
  before: Facts<User>,
  after: Facts<User>,
  here: boolean,
): Happening<User>[] {
  const events: Happening<User>[] = []
  const isSwitch = before.session !== after.session
  // A restore, or what the server knew: nothing has happened.
  if (before.status === 'loading' && !isSwitch) return events
  const from = before.grant?.user ?? null
  const to = after.grant?.user ?? null
  if (from?.id !== to?.id) events.push(['user-changed', { from, to }])
  if (from && after.reason) events.push(['signed-out', { user: from, reason: after.reason, here }])
  if (to && isSwitch) events.push(['signed-in', { user: to, here }])
  if (to && !isSwitch && before.grant !== after.grant) events.push(['refreshed', { here }])
  return events
}

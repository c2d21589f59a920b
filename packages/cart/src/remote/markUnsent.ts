import type { CartDocument } from '../document/CartDocument.ts'
import { entriesOf } from './entriesOf.ts'
import { NO_REMOTE, type RemoteState, type Unsent } from './RemoteState.ts'

/** Notes what differs between two states of a cart, or all of it where `isAll`, as edits that the server has not. */
export function markUnsent(before: CartDocument, after: CartDocument, isAll = false): CartDocument {
  const state = after.remote ?? NO_REMOTE
  const old = entriesOf(before)
  const changed = Object.entries(entriesOf(after)).filter(([key, entry]) => isAll || entry !== old[key])
  if (!changed[0]) return after
  const sequence = state.sequence + 1
  const unsent = changed.map(([key]): [string, Unsent] => {
    const known = state.unsent[key]
    return [key, { sequence, before: known ? known.before : isAll ? undefined : old[key], tried: known?.tried }]
  })
  // Of a copy by another name no server has heard.
  const acknowledged = after.id === before.id ? state.acknowledged : 0
  const remote: RemoteState = {
    ...state,
    sequence,
    acknowledged,
    unsent: { ...state.unsent, ...Object.fromEntries(unsent) },
  }
  return { ...after, remote }
}

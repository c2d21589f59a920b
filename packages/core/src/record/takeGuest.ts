import type { Beside, RowAccess } from '../storage/RecordStorage.ts'
import type { Codec } from './createCodec.ts'
import type { Make } from './Owned.ts'

/**
 * Moves the guest's value into the account's, once, and resolves with whether it did. Where both rows can be read in one
 * transaction, `commit` absorbs the guest's in that one.
 */
export async function takeGuest<T>(
  guest: RowAccess,
  account: RowAccess,
  codec: Codec<T>,
  merge: (guest: T, account: T) => T,
  isStill: (pinned: Beside['pinned']) => boolean,
  commit: (make: Make<T>) => Promise<unknown>,
): Promise<boolean> {
  let found = await guest.read()
  if (!found) return false
  const isApart = guest.rowKey === null
  // Two tabs may come at once: the one that empties the guest's row merges what was in it.
  if (isApart)
    await guest.commit((row) => {
      found = row
      return null
    })
  let isMade = false
  let isMoved = false
  try {
    await commit((now, _, { pinned, absorbed }) => {
      const row = isApart || absorbed === undefined ? found : absorbed
      const { status, value } = codec.decode(row)
      isMade = !!row && status === 'ready' && now.status === 'ready' && isStill(pinned)
      return isMade ? codec.check(merge(value, now.value)) : now
    })
    // A value that outlives the page is not given for one that does not.
    isMoved = isMade && (account.isDurable || !guest.isDurable)
  } finally {
    if (isApart && !isMoved) await guest.commit((row) => (row ? undefined : found))
    // So that its mirror goes along.
    else if (isMoved) await guest.read()
  }
  return isMoved
}

import type { Beside, RowAccess } from '../storage/RecordStorage.ts'
import type { Cell } from './createCell.ts'
import type { Codec } from './createCodec.ts'

export interface Merging<T> {
  readonly entered: Cell<T>
  /** The guest's row, if it was shown here. */
  readonly guest: Cell<T> | null
  readonly guestKey: string
  readonly open: (rowName: string) => RowAccess
  readonly codec: Codec<T>
  readonly merge: (guest: T, account: T) => T
  readonly pin?: string
  /** Whether the user is still the one who came in. */
  readonly isStill: (pinned: Beside['pinned']) => boolean
}

/** Moves the guest's value into the user's, once: where it can be read in the same transaction, it goes in that one. */
export async function mergeGuest<T>(merging: Merging<T>): Promise<void> {
  const { entered, guest, guestKey, open, codec, merge, pin, isStill } = merging
  const shown = guest?.getGeneration() ? guest.getCommitted() : undefined
  let isApart = false
  let isBroken = false
  await entered.access.commit(
    (row, { pinned, absorbed }) => {
      isApart = false
      const from = absorbed === undefined ? shown : absorbed && codec.decode(absorbed)
      const into = codec.decode(row)
      isBroken = into.isBroken
      if (isBroken || !isStill(pinned) || !from || from.isBroken) return undefined
      if (from.status !== 'ready' || into.status !== 'ready') return undefined
      isApart = absorbed === undefined
      return codec.encode(codec.check(merge(from.value, into.value)))
    },
    { absorb: guestKey, ...(pin !== undefined && { pin }) },
  )
  if (isBroken) {
    // Reading sets it aside.
    await entered.read()
    return mergeGuest(merging)
  }
  const emptied = open(guestKey)
  if (isApart) await emptied.commit(() => null)
  else if (emptied.peek()) await emptied.read()
}

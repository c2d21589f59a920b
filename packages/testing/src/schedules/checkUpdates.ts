import type { SignOutCall, UpdateCall } from './History.ts'
import type { Run } from './Run.ts'
import type { SeenRow } from './watchRow.ts'

/**
 * What a record finally holds: every update that resolved, once, but for those that a wipe or an explicit sign-out
 * removed; none of anybody else's; and nothing that a sign-out was to remove.
 */
export function checkUpdates(run: Run, record: UpdateCall['record'], owner: string, value: readonly string[]): void {
  const { history, violate } = run
  const where = `${record} of ${owner}`
  for (const item of value) {
    if (!item.startsWith(`${owner}:`)) violate(13, `${where} holds ${item}`)
    if (value.indexOf(item) !== value.lastIndexOf(item)) violate(5, `${where} holds ${item} twice`)
  }
  for (const call of history.updates) {
    if (call.record !== record || call.owner !== owner || call.page.isPrivate) continue
    const isHeld = value.includes(call.item)
    if (!isHeld && call.status === 'fulfilled' && !isExcused(run, call))
      violate(5, `${where} has lost ${call.item}, resolved at ${call.settledAt}`)
    if (isHeld && isToBeGone(run, call)) violate(13, `${where} still holds ${call.item}, which a sign-out removed`)
  }
}

/** Whether a wipe, or a sign-out of this owner, came after the update began. */
function isExcused(run: Run, call: UpdateCall): boolean {
  if (run.history.wipes.some((at) => at >= call.startedAt)) return true
  // Who signs out of a session of one page's own leaves nothing of theirs on the browser either.
  const isLeft = ({ page, settledAt }: SignOutCall): boolean => page.isPrivate && settledAt >= call.startedAt
  if (call.record === 'basket' && run.history.signOuts.some(isLeft)) return true
  return endsOf(run, call).some(({ at }) => at >= call.startedAt)
}

/** Whether a sign-out of this owner that has resolved came after the update had. */
function isToBeGone(run: Run, call: UpdateCall): boolean {
  return endsOf(run, call).some(
    ({ at }) =>
      at > call.settledAt &&
      run.history.signOuts.some(
        ({ status, startedAt, settledAt }) => status === 'fulfilled' && startedAt <= at && at <= settledAt,
      ),
  )
}

/** The moments at which whoever is signed in now, and owns the update, was signed out before. */
function endsOf({ row }: Run, { record, owner }: UpdateCall): readonly SeenRow[] {
  if (record !== 'basket' || owner === 'guest') return []
  const userHash = row.now()?.userHash
  return row.chain.filter(({ reason }, index) => reason === 'signed-out' && row.chain[index - 1]?.userHash === userHash)
}

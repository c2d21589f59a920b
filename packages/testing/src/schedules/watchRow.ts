import type { World } from '../world/World.ts'

/** What a schedule's checks look at of a session's row. */
export interface SeenRow {
  readonly generation: number
  readonly sessionId: string
  readonly grantId: string | null
  readonly userHash: string | null
  readonly reason: string | null
  readonly at: number
}

/** The session's row, commit by commit. */
export interface RowWatch {
  now(): SeenRow | null
  /** Every session and grant that the row has shown, in order. */
  readonly chain: readonly SeenRow[]
}

interface StoredRow {
  readonly generation: number
  readonly data: Omit<SeenRow, 'generation' | 'at'> & { readonly claim: { readonly id: string } | null }
}

/**
 * Watches the row `key`: its generation grows (invariant 6), and a session that has given way never returns
 * (invariants 3 and 11).
 */
export function watchRow(
  world: World,
  key: string,
  violate: (invariant: number, message: string) => void,
  on: { switched(): void; claimed(): void },
): RowWatch {
  const rows = world.rows()
  const chain: SeenRow[] = []
  let last: SeenRow | null = null
  let lastClaim: string | undefined

  const read = (): SeenRow | null => {
    const row = rows.get(key) as StoredRow | undefined
    if (!row) return null
    const { sessionId, grantId, userHash, reason } = row.data
    return { generation: row.generation, sessionId, grantId, userHash, reason, at: world.now() }
  }
  rows.watch(() => {
    const next = read()
    const before = last
    const claim = (rows.get(key) as StoredRow | undefined)?.data.claim?.id
    if (claim && claim !== lastClaim) on.claimed()
    lastClaim = claim
    last = next
    if (!next) {
      if (before)
        chain.push({ ...before, sessionId: '', grantId: null, userHash: null, reason: 'wiped', at: world.now() })
      return
    }
    if (before && next.generation < before.generation)
      violate(6, `the generation fell from ${before.generation} to ${next.generation}`)
    if (before?.sessionId === next.sessionId && before.grantId === next.grantId) return
    const isOld = next.sessionId !== before?.sessionId && chain.some(({ sessionId }) => sessionId === next.sessionId)
    if (isOld) violate(3, `session ${next.sessionId} has come back`)
    world.note(`row: session ${next.sessionId} grant ${next.grantId}`)
    chain.push(next)
    if (next.sessionId !== before?.sessionId) on.switched()
  })

  return { now: () => read(), chain }
}

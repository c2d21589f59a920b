import { randomBytes, randomUUID } from 'node:crypto'
import type { Database, Queries } from '../createDatabase.ts'
import { hashToken } from './hashToken.ts'

export interface RotationPolicy {
  readonly rotation: 'strict' | 'grace'
  /** For how long a spent token still rotates when `rotation` is `grace`, in milliseconds. */
  readonly graceMs: number
}

export type Rotation =
  | { readonly outcome: 'rotated'; readonly accountId: string; readonly family: string; readonly token: string }
  | { readonly outcome: 'reused'; readonly accountId: string; readonly family: string }
  | { readonly outcome: 'refused' }

export interface RefreshTokens {
  /** Starts a family: all tokens that descend from one sign-in. */
  start(accountId: string): Promise<{ readonly family: string; readonly token: string }>
  /** Spends `token` for its successor; a spent one revokes its family. */
  rotate(queries: Queries, token: string, policy: RotationPolicy): Promise<Rotation>
  /** Revokes the family of `token`, be it spent or not; resolves with it, or with `null` if there was none alive. */
  revoke(token: string): Promise<{ readonly accountId: string; readonly family: string } | null>
  isAlive(queries: Queries, family: string): Promise<boolean>
}

interface TokenRow {
  readonly family_id: string
  readonly account_id: string
  readonly expires_at: number
  readonly spent_at: number | null
  readonly revoked_at: number | null
}

const lifetime = 30 * 24 * 3_600_000

/** Rotating refresh tokens, of which `database` keeps only hashes. */
export function createRefreshTokens(database: Database): RefreshTokens {
  return {
    start: (accountId) =>
      database.transaction(async (queries) => {
        const family = randomUUID()
        await queries.run('INSERT INTO families (id, account_id) VALUES (?, ?)', [family, accountId])
        return { family, token: await insertToken(queries, family) }
      }),
    async rotate(queries, token, policy) {
      const row = await findToken(queries, token)
      const now = Date.now()
      if (!row || row.revoked_at !== null || row.expires_at <= now) return { outcome: 'refused' }
      const { family_id: family, account_id: accountId } = row
      if (row.spent_at !== null && !isInGrace(row.spent_at, now, policy)) {
        await revokeFamily(queries, family)
        return { outcome: 'reused', accountId, family }
      }
      await queries.run('UPDATE refresh_tokens SET spent_at = COALESCE(spent_at, ?) WHERE hash = ?', [
        now,
        hashToken(token),
      ])
      return { outcome: 'rotated', accountId, family, token: await insertToken(queries, family) }
    },
    revoke: (token) =>
      database.transaction(async (queries) => {
        const row = await findToken(queries, token)
        if (!row || row.revoked_at !== null) return null
        await revokeFamily(queries, row.family_id)
        return { accountId: row.account_id, family: row.family_id }
      }),
    async isAlive(queries, family) {
      const rows = await queries.all('SELECT id FROM families WHERE id = ? AND revoked_at IS NULL', [family])
      return rows.length > 0
    },
  }
}

function isInGrace(spentAt: number, now: number, { rotation, graceMs }: RotationPolicy): boolean {
  return rotation === 'grace' && now - spentAt <= graceMs
}

async function findToken(queries: Queries, token: string): Promise<TokenRow | undefined> {
  const [row] = await queries.all<TokenRow>(
    `SELECT family_id, account_id, expires_at, spent_at, revoked_at
     FROM refresh_tokens JOIN families ON families.id = family_id WHERE hash = ?`,
    [hashToken(token)],
  )
  return row
}

async function insertToken(queries: Queries, family: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await queries.run('INSERT INTO refresh_tokens (hash, family_id, expires_at) VALUES (?, ?, ?)', [
    hashToken(token),
    family,
    Date.now() + lifetime,
  ])
  return token
}

async function revokeFamily(queries: Queries, family: string): Promise<void> {
  await queries.run('UPDATE families SET revoked_at = ? WHERE id = ?', [Date.now(), family])
}

import { createHash } from 'node:crypto'
import { CompactEncrypt, compactDecrypt } from 'jose'
import type { Queries } from '../createDatabase.ts'
import { hashToken } from './hashToken.ts'
import type { TokenAnswer } from './TokenAnswer.ts'

export interface Kept {
  readonly family: string
  readonly answer: TokenAnswer
}

export interface Replay {
  /**
   * Resolves with the answer kept for `key`; with `conflict` if `token` is neither the one the key first came with nor
   * the one it was answered with; with `null` if nothing is kept.
   */
  find(queries: Queries, key: string, token: string): Promise<Kept | 'conflict' | null>
  /** Keeps the answer to `token`, in the transaction that spends it: it is kept if and only if the token is spent. */
  keep(queries: Queries, key: string, token: string, kept: Kept): Promise<void>
}

interface ReplayRow {
  readonly token: string
  readonly family: string
  readonly answer: string
}

/**
 * Keeps answers in the database for `keepFor` milliseconds, so that any instance can give them again. They hold tokens:
 * each is encrypted with a key made of the `Idempotency-Key`, of which only a hash is kept.
 */
export function createReplay(keepFor: number): Replay {
  return {
    async find(queries, key, token) {
      const [row] = await queries.all<ReplayRow>(
        'SELECT token, family, answer FROM replays WHERE key = ? AND kept_at > ?',
        [nameOf(key), Date.now() - keepFor],
      )
      if (!row) return null
      const { plaintext } = await compactDecrypt(row.answer, cipherKey(key))
      const answer = JSON.parse(new TextDecoder().decode(plaintext)) as TokenAnswer
      // A refresh cookie may have arrived though the page died before it could note the answer: then its successor comes.
      const isSame = row.token === hashToken(token) || answer.refresh_token === token
      return isSame ? { family: row.family, answer } : 'conflict'
    },
    async keep(queries, key, token, { family, answer }) {
      const encrypted = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(answer)))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .encrypt(cipherKey(key))
      await queries.run('DELETE FROM replays WHERE kept_at <= ?', [Date.now() - keepFor])
      await queries.run('INSERT INTO replays (key, token, family, answer, kept_at) VALUES (?, ?, ?, ?, ?)', [
        nameOf(key),
        hashToken(token),
        family,
        encrypted,
        Date.now(),
      ])
    },
  }
}

const digest = (purpose: string, key: string): Buffer => createHash('sha256').update(`${purpose}:${key}`).digest()
const nameOf = (key: string): string => digest('name', key).toString('hex')
const cipherKey = (key: string): Buffer => digest('cipher', key)

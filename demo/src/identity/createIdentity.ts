import type { Note } from '../control/ShopEvent.ts'
import type { Database, Queries } from '../createDatabase.ts'
import type { AccessTokens } from './createAccessTokens.ts'
import type { Account, Accounts } from './createAccounts.ts'
import type { RefreshTokens, RotationPolicy } from './createRefreshTokens.ts'
import type { Kept, Replay } from './createReplay.ts'
import { hashToken } from './hashToken.ts'
import type { TokenAnswer } from './TokenAnswer.ts'

export interface IdentityPolicy extends RotationPolicy {
  /** Of an access token, in seconds. */
  readonly tokenLifetime: number
  /** Whether an `Idempotency-Key` seen before is answered as before. */
  readonly replay: boolean
}

export type RefreshResult =
  | { readonly outcome: 'granted'; readonly answer: TokenAnswer }
  | { readonly outcome: 'refused' | 'conflict' }

/** Signs people in, and keeps them so. */
export interface Identity {
  signIn(email: string, password: string): Promise<TokenAnswer | null>
  refresh(token: string, key: string | undefined): Promise<RefreshResult>
  revoke(token: string): Promise<void>
}

export interface IdentityParts {
  readonly database: Database
  readonly accounts: Accounts
  readonly accessTokens: AccessTokens
  readonly refreshTokens: RefreshTokens
  readonly replay: Replay
  readonly policy: () => IdentityPolicy
  readonly note: Note
  readonly onIssued: (token: string) => void
}

export function createIdentity(parts: IdentityParts): Identity {
  const { database, accounts, accessTokens, refreshTokens, replay, policy, note, onIssued } = parts

  async function answerFor(account: Account, refreshToken: string): Promise<TokenAnswer> {
    const { tokenLifetime } = policy()
    const accessToken = await accessTokens.issue(account, tokenLifetime)
    onIssued(accessToken)
    onIssued(refreshToken)
    return { access_token: accessToken, token_type: 'Bearer', expires_in: tokenLifetime, refresh_token: refreshToken }
  }

  async function rotate(queries: Queries, token: string): Promise<Kept | null> {
    const rotation = await refreshTokens.rotate(queries, token, policy())
    const account = rotation.outcome === 'refused' ? null : await accounts.find(rotation.accountId, queries)
    if (rotation.outcome === 'refused' || !account) {
      note({ what: 'refresh-refused', token: hashToken(token) })
      return null
    }
    const { outcome, family } = rotation
    note({
      what: outcome === 'rotated' ? 'rotated' : 'reuse-detected',
      user: account.email,
      family,
      token: hashToken(token),
    })
    return outcome === 'rotated' ? { family, answer: await answerFor(account, rotation.token) } : null
  }

  async function rotateOnce(queries: Queries, token: string, key: string): Promise<RefreshResult> {
    const known = await replay.find(queries, key, token)
    if (known === 'conflict') {
      note({ what: 'key-conflict', token: hashToken(token) })
      return { outcome: 'conflict' }
    }
    if (!known) {
      const kept = await rotate(queries, token)
      if (kept) await replay.keep(queries, key, token, kept)
      return toResult(kept)
    }
    // Signed out meanwhile: an answer from before must not bring the session back.
    const isAlive = await refreshTokens.isAlive(queries, known.family)
    note({ what: isAlive ? 'replayed' : 'refresh-refused', family: known.family, token: hashToken(token) })
    return toResult(isAlive ? known : null)
  }

  return {
    async signIn(email, password) {
      const account = await accounts.authenticate(email, password)
      if (!account) {
        note({ what: 'sign-in-refused' })
        return null
      }
      const { family, token } = await refreshTokens.start(account.id)
      note({ what: 'signed-in', user: account.email, family, token: hashToken(token) })
      return answerFor(account, token)
    },
    refresh: (token, key) =>
      database.transaction(async (queries) =>
        key && policy().replay ? rotateOnce(queries, token, key) : toResult(await rotate(queries, token)),
      ),
    async revoke(token) {
      const revoked = await refreshTokens.revoke(token)
      if (!revoked) return note({ what: 'revoke-ignored', token: hashToken(token) })
      const account = await accounts.find(revoked.accountId)
      note({ what: 'revoked', user: account?.email, family: revoked.family, token: hashToken(token) })
    },
  }
}

function toResult(kept: Kept | null): RefreshResult {
  return kept ? { outcome: 'granted', answer: kept.answer } : { outcome: 'refused' }
}

import { randomUUID } from 'node:crypto'
import type { JWK } from 'jose'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose'
import type { Database } from '../createDatabase.ts'
import type { Account } from './createAccounts.ts'

export interface AccessTokens {
  /** Resolves with an ES256 JWT that holds for `lifetime` seconds. */
  issue(account: Account, lifetime: number): Promise<string>
  /** What other services verify the tokens with. */
  readonly jwks: { readonly keys: readonly JWK[] }
}

export interface AccessTokenNames {
  /** Known only once the server listens. */
  readonly issuer: () => string
  readonly audience: string
}

/** Resolves with an issuer of access tokens whose key is kept in `database`. */
export async function createAccessTokens(
  database: Database,
  { issuer, audience }: AccessTokenNames,
): Promise<AccessTokens> {
  const privateJwk = await signingKey(database)
  const key = await importJWK(privateJwk, 'ES256')
  const { kty, crv, x, y } = privateJwk as Required<Pick<JWK, 'kty' | 'crv' | 'x' | 'y'>>
  const kid = await calculateJwkThumbprint({ kty, crv, x, y })
  return {
    jwks: { keys: [{ kty, crv, x, y, kid, alg: 'ES256', use: 'sig' }] },
    issue({ id, name, email, permissions }, lifetime) {
      const now = Date.now() / 1000
      return (
        new SignJWT({ name, email, permissions })
          .setProtectedHeader({ alg: 'ES256', kid, typ: 'at+jwt' })
          .setSubject(id)
          .setIssuer(issuer())
          .setAudience(audience)
          .setJti(randomUUID())
          // With its milliseconds, so that "issued before" is exact.
          .setIssuedAt(now)
          // Rounded up, so that a token never dies before the `expires_in` that came with it.
          .setExpirationTime(Math.ceil(now + lifetime))
          .sign(key)
      )
    },
  }
}

async function signingKey(database: Database): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  await database.run(`INSERT OR IGNORE INTO signing_keys (id, private_jwk) VALUES ('current', ?)`, [
    JSON.stringify(await exportJWK(privateKey)),
  ])
  const [row] = await database.all<{ private_jwk: string }>(`SELECT private_jwk FROM signing_keys WHERE id = 'current'`)
  return JSON.parse(row?.private_jwk ?? '{}') as JWK
}

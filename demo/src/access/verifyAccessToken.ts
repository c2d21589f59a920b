import { createRemoteJWKSet, errors, jwtVerify } from 'jose'

/** Who bears an access token. */
export interface Bearer {
  readonly id: string
  readonly email: string
  readonly permissions: readonly string[]
  /** Milliseconds since 1970. */
  readonly issuedAt: number
}

export interface VerifyOptions {
  /** Where identity's keys are. @default `<issuer>/.well-known/jwks.json` */
  readonly keysAt?: string
  readonly issuer: string
  readonly audience: string
}

const troubleWithKeys = ['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JWK_INVALID']

export type VerifyAccessToken = (token: string) => Promise<Bearer | null>

/**
 * Verifies access tokens knowing no more of identity than its address: its keys are fetched from there, and kept.
 * Resolves with `null` for a token that does not hold; rejects where the keys are not to be had.
 */
export function createVerifyAccessToken({ issuer, audience, keysAt }: VerifyOptions): VerifyAccessToken {
  const keys = createRemoteJWKSet(new URL(keysAt ?? `${issuer}/.well-known/jwks.json`))
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ['ES256'],
        typ: 'at+jwt',
        requiredClaims: ['sub', 'exp', 'iat', 'jti'],
      })
      const { sub = '', email, permissions, iat = 0 } = payload
      if (typeof email !== 'string' || !isListOfText(permissions)) return null
      return { id: sub, email, permissions, issuedAt: Math.round(iat * 1000) }
    } catch (error) {
      if (error instanceof errors.JOSEError && !troubleWithKeys.includes(error.code)) return null
      throw error
    }
  }
}

function isListOfText(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

import { createJwt } from './createJwt.ts'
import type { Family, Presented, RotatingServerOptions } from './RotatingServer.ts'

/** What a token endpoint answers; `null`: `invalid_grant`. */
export interface TokenJson {
  readonly access_token: string
  readonly refresh_token: string
  readonly token_type: 'Bearer'
  readonly expires_in: number
}

interface Spent {
  readonly family: Family
  /** Set once it has been rotated. */
  spentAt: number | null
  key: string
  answer: TokenJson | null
}

/** Which tokens were issued, to whom, and what became of them. */
export interface TokenBook {
  readonly families: readonly Family[]
  readonly presented: readonly Presented[]
  begin(user: string): TokenJson
  refresh(token: string, key: string): TokenJson | null
  familyOf(token: string): Family | undefined
  /** The family of an access token that holds. */
  check(accessToken: string): Family | undefined
}

type BookOptions = Required<Pick<RotatingServerOptions, 'mode' | 'graceMs' | 'lifetime'>>

export function createTokenBook({ mode, graceMs, lifetime }: BookOptions, now: () => number): TokenBook {
  const families: Family[] = []
  const presented: Presented[] = []
  const refreshTokens = new Map<string, Spent>()
  const accessTokens = new Map<string, { readonly family: Family; readonly expiresAt: number }>()

  const access = (family: Family): string => {
    const token = createJwt({
      sub: family.user,
      name: family.user,
      permissions: ['orders'],
      jti: `access-${family.id}-${accessTokens.size}`,
      iat: Math.floor(now() / 1_000),
      exp: Math.floor((now() + lifetime) / 1_000),
    })
    accessTokens.set(token, { family, expiresAt: now() + lifetime })
    return token
  }
  const answer = (family: Family): TokenJson => ({
    access_token: access(family),
    refresh_token: family.current,
    token_type: 'Bearer',
    expires_in: lifetime / 1_000,
  })
  const rotate = (family: Family): TokenJson => {
    family.current = `refresh-${family.id}-${refreshTokens.size}`
    refreshTokens.set(family.current, { family, spentAt: null, key: '', answer: null })
    return answer(family)
  }
  const note = (token: string, key: string, result: Presented['result']): void => {
    presented.push({ token, key, at: now(), result })
  }

  return {
    families,
    presented,
    begin: (user) => {
      const family: Family = { id: `family${families.length + 1}`, user, current: '', end: null }
      families.push(family)
      return rotate(family)
    },
    refresh: (token, key) => {
      const found = refreshTokens.get(token)
      if (!found || found.family.end) {
        note(token, key, 'unknown')
        return null
      }
      if (found.spentAt === null) {
        note(token, key, 'rotated')
        found.spentAt = now()
        found.key = key
        found.answer = rotate(found.family)
        return found.answer
      }
      if (mode === 'grace' && now() - found.spentAt <= graceMs) {
        note(token, key, 'graced')
        return answer(found.family)
      }
      if (mode === 'replay' && key !== '' && key === found.key && found.answer) {
        note(token, key, 'replayed')
        const expiresAt = accessTokens.get(found.answer.access_token)!.expiresAt
        return { ...found.answer, expires_in: Math.max(1, Math.floor((expiresAt - now()) / 1_000)) }
      }
      note(token, key, 'reused')
      found.family.end = 'reused'
      return null
    },
    familyOf: (token) => (refreshTokens.get(token) ?? accessTokens.get(token))?.family,
    check: (token) => {
      const found = accessTokens.get(token)
      return found && !found.family.end && found.expiresAt > now() ? found.family : undefined
    },
  }
}

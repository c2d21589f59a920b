import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Bearer, VerifyAccessToken } from './verifyAccessToken.ts'

declare module 'fastify' {
  interface FastifyRequest {
    bearer: Bearer | null
  }
}

export interface Gate {
  readonly verify: () => VerifyAccessToken
  /** Whether a token issued at this time, in milliseconds since 1970, is still taken. */
  readonly accepts: (issuedAt: number) => boolean
  readonly onRefused: (detail: string) => void
}

/** A hook that lets only those pass who bear a valid access token with `permission` (RFC 6750). */
export function requirePermission({ verify, accepts, onRefused }: Gate, permission: string) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const refuse = (status: number, error: string | null, message: string): FastifyReply => {
      onRefused(error ?? 'no_token')
      const scope = error === 'insufficient_scope' ? `, scope="${permission}"` : ''
      return reply
        .code(status)
        .header('www-authenticate', error ? `Bearer error="${error}"${scope}` : 'Bearer')
        .send({ error: error ?? 'unauthorized', message })
    }
    const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1]
    if (token === undefined) return refuse(401, null, 'Sign in to see and place orders.')
    const bearer = await verify()(token)
    if (!bearer || !accepts(bearer.issuedAt)) return refuse(401, 'invalid_token', 'The access token does not hold.')
    if (!bearer.permissions.includes(permission))
      return refuse(403, 'insufficient_scope', 'This account may not do that.')
    request.bearer = bearer
    return undefined
  }
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import { bearsToken } from '../sessions/addServerSessions.ts'
import type { VerifyAccessToken } from './verifyAccessToken.ts'

/** Who a request speaks for. */
export interface Caller {
  readonly id: string
  readonly email: string
  readonly permissions: readonly string[]
}

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller | null
  }
}

export interface Gate {
  readonly verify: VerifyAccessToken
  /** Whether a token issued at this time, in milliseconds since 1970, is still taken. */
  readonly accepts: (issuedAt: number) => boolean
  readonly onRefused: (detail: string) => void
}

/**
 * A hook that lets only those pass who bear a valid access token (RFC 6750) or whose server session holds, and who have
 * `permission`, if one is named. Who bears a token speaks for that alone, whatever cookies came with it.
 */
export function requireCaller({ verify, accepts, onRefused }: Gate, permission?: string) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const refuse = (status: number, error: string | null, message: string): FastifyReply => {
      onRefused(error ?? 'nobody')
      const scope = error === 'insufficient_scope' ? `, scope="${permission}"` : ''
      return reply
        .code(status)
        .header('www-authenticate', error ? `Bearer error="${error}"${scope}` : 'Bearer')
        .send({ error: error ?? 'unauthorized', message })
    }
    const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1]
    if (token === undefined && (bearsToken(request) || !request.held))
      return refuse(401, null, 'Sign in to see and change what is yours.')
    const bearer = token === undefined ? null : await verify(token)
    if (token !== undefined && !(bearer && accepts(bearer.issuedAt)))
      return refuse(401, 'invalid_token', 'The access token does not hold.')
    const caller = bearer ?? request.held?.user ?? null
    if (permission && !caller?.permissions.includes(permission))
      return refuse(403, 'insufficient_scope', 'This account may not do that.')
    request.caller = caller
    return undefined
  }
}

import type { FastifyReply } from 'fastify'
import type { RefreshResult } from './createIdentity.ts'

/** Answers a refresh that granted nothing. */
export function refuseRefresh(reply: FastifyReply, { outcome }: RefreshResult): FastifyReply {
  return outcome === 'conflict'
    ? reply.code(422).send({
        error: 'invalid_request',
        message: 'This Idempotency-Key came with another token before. Use a new one.',
      })
    : reply
        .code(400)
        .send({ error: 'invalid_grant', message: 'The refresh token does not hold any more. Sign in again.' })
}

/** Answers a sign-in with a wrong address or password, without saying which of them. */
export function refuseSignIn(reply: FastifyReply): FastifyReply {
  return reply.code(400).send({
    error: 'invalid_grant',
    message: 'The e-mail address and the password do not match.',
    fields: { password: 'This is not the password of that account.' },
  })
}

/** Answers a sign-in to a server session as `refuseSignIn` does, in the words of its own contract. */
export function refuseCredentials(reply: FastifyReply): FastifyReply {
  return reply
    .code(401)
    .send({ error: 'invalid_credentials', message: 'The e-mail address and the password do not match.' })
}

/** Answers who has no server session, or none that holds. */
export function refuseSession(reply: FastifyReply): FastifyReply {
  return reply.code(401).send({ error: 'no_session', message: 'Nobody is signed in here.' })
}

import type { FastifyError, FastifyInstance } from 'fastify'
import { StoreUnavailable } from '../sessions/StoreUnavailable.ts'

/** Answers what went wrong as `{ error, message, fields? }`. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler<FastifyError>((error, _request, reply) => {
    if (error.validation) {
      const fields = error.validation.map(({ instancePath, params, message }) => [
        [instancePath.slice(1).replaceAll('/', '.'), params['missingProperty']].filter(Boolean).join('.') || 'body',
        params['missingProperty'] ? 'is missing' : (message ?? 'is not valid'),
      ])
      return reply.code(400).send({
        error: 'invalid_request',
        message: 'Some fields need another value.',
        fields: Object.fromEntries(fields),
      })
    }
    const { statusCode, message, code } = error
    if (code?.startsWith('FST_CSRF_'))
      return reply.code(403).send({ error: 'csrf', message: 'Send a token of /identity/session/csrf as x-csrf-token.' })
    if (error instanceof StoreUnavailable) reply.header('retry-after', '1')
    if (statusCode !== undefined) {
      return reply.code(statusCode).send({ error: statusCode < 500 ? 'invalid_request' : 'unavailable', message })
    }
    process.stderr.write(`${error.stack}\n`)
    return reply.code(500).send({ error: 'server_error', message: 'Something went wrong here. Try again.' })
  })
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ error: 'not_found', message: 'There is nothing here.' }),
  )
}

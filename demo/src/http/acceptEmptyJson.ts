import type { FastifyInstance } from 'fastify'

/** Takes a JSON request without a body for `{}`, so that endpoints whose fields are all optional need none. */
export function acceptEmptyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) =>
    body === '' ? done(null, {}) : parse(request, body, done),
  )
  app.addHook('preValidation', async (request) => {
    if (request.method !== 'GET') request.body ??= {}
  })
}

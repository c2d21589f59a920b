import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Failures } from '../control/Settings.ts'

/** Fails a request before anything was done for it; tells whether that is what `failure` asks for. */
export function failBefore(failure: Failures, request: FastifyRequest, reply: FastifyReply): boolean {
  const { kind, status, retryAfter } = failure
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter))
  switch (kind) {
    case 'status':
      reply.code(status ?? 500).send({ error: 'temporarily_unavailable', message: 'Made to fail by the settings.' })
      return true
    case 'html':
      reply
        .code(status ?? 200)
        .type('text/html; charset=utf-8')
        .send('<!doctype html><title>Proxy</title><h1>Please wait</h1>')
      return true
    case 'not-json':
      reply
        .code(status ?? 200)
        .type('application/json; charset=utf-8')
        .serializer(String)
        .send('{"access_token": "eyJ')
      return true
    case 'drop-before':
      reply.hijack()
      request.raw.socket.destroy()
      return true
    case 'hang':
      reply.hijack()
      return true
    default:
      return false
  }
}

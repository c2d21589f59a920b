import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import replyFrom from '@fastify/reply-from'
import type { FastifyInstance } from 'fastify'
import type { ServiceName } from './routes.ts'
import { routes } from './routes.ts'

/** By service: where it listens, without a slash at the end. */
export type Upstreams = Readonly<Record<ServiceName, string>>

const unanswered = (cause: unknown): Error =>
  Object.assign(new Error('A service does not answer.', { cause }), { statusCode: 503 })

/** Passes requests on to the services, as they came. */
export async function addProxyRoutes(app: FastifyInstance, upstreams: Upstreams): Promise<void> {
  await app.register(replyFrom, { destroyAgent: true, disableRequestLogging: true })
  // The whole body is read before anything is done with it: a page may leave while its request waits here.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<Buffer>('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

  for (const { method, path, service, counted, canFail, bodyLimit } of routes) {
    const config = { counted, ...(canFail && { canFail }) }
    app.route<{ Body: Buffer | undefined }>({
      method,
      url: path,
      config,
      ...(bodyLimit && { bodyLimit }),
      handler: (request, reply) =>
        reply.from(upstreams[service] + request.url, {
          ...(Buffer.isBuffer(request.body) && {
            body: request.body,
            contentType: request.headers['content-type'] ?? 'application/octet-stream',
          }),
          // Whether to try again is for the page to say, not for what stands between.
          retryDelay: () => null,
          rewriteHeaders: ({ connection, 'keep-alive': keepAlive, ...kept }) => {
            // Where the page is gone, nothing is sent and no hook runs.
            if (request.raw.aborted) request.handled?.()
            return kept
          },
          // As a whole, so that an answer that breaks off is none.
          onResponse: (_request, answer, response) =>
            text((response as unknown as { stream: Readable }).stream).then(
              (payload) => answer.send(payload),
              (error: unknown) => answer.send(unanswered(error)),
            ),
          onError: (answer, { error }) => answer.send(unanswered(error)),
        }),
    })
  }
}

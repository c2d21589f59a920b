import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { insertIntegrity, readBundle, readHashes } from './bundle.ts'
import { contentSecurityPolicy } from './contentSecurityPolicy.ts'

const front = fileURLToPath(new URL('../front/', import.meta.url))

/** The front ends and the bundle they load; revalidated at every load, and free to wait in the back-forward cache. */
export async function addPageRoutes(app: FastifyInstance): Promise<void> {
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-cache'))
  await app.register(fastifyStatic, {
    root: join(front, 'assets'),
    prefix: '/assets/',
    cacheControl: false,
    index: false,
  })

  app.get('/', async (_request, reply) => reply.redirect('/plain'))
  for (const page of ['plain', 'settings', 'bare']) {
    app.get(`/${page}`, async (_request, reply) =>
      reply
        .header('content-security-policy', contentSecurityPolicy)
        .type('text/html; charset=utf-8')
        .send(insertIntegrity(await readFile(join(front, `${page}.html`), 'utf8'), await readHashes())),
    )
  }
  for (const file of ['holdfast.min.js', 'holdfast.min.mjs']) {
    app.get(`/${file}`, async (_request, reply) => {
      const script = await readBundle(file)
      return script === null
        ? reply
            .code(404)
            .send({ error: 'not_found', message: 'The bundle is not built. Run the build, then load again.' })
        : reply.type('text/javascript; charset=utf-8').send(script)
    })
  }
}

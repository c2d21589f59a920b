import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { insertIntegrity, readBundle, readHashes } from './bundle.ts'
import { contentSecurityPolicy } from './contentSecurityPolicy.ts'
import { builtFrontEnds, insertScripts, readManifest } from './frontEnd.ts'

const front = fileURLToPath(new URL('../front/', import.meta.url))

/** Where each page is, and by which policies its framework writes markup: Vue has one for what its templates hold. */
const pages = [
  { name: 'plain', paths: ['/plain'] },
  { name: 'settings', paths: ['/settings'] },
  { name: 'bare', paths: ['/bare'] },
  { name: 'react', paths: ['/react', '/react/orders', '/react/sign-in'] },
  { name: 'vue', paths: ['/vue', '/vue/orders', '/vue/sign-in'], trustedTypes: 'vue' },
] as const satisfies readonly { name: string; paths: readonly string[]; trustedTypes?: string }[]

/** The front ends and the bundle they load; revalidated at every load, and free to wait in the back-forward cache. */
export async function addPageRoutes(app: FastifyInstance): Promise<void> {
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-cache'))
  await app.register(fastifyStatic, {
    root: join(front, 'assets'),
    prefix: '/assets/',
    cacheControl: false,
    index: false,
  })
  await app.register(fastifyStatic, {
    root: builtFrontEnds,
    prefix: '/built/',
    decorateReply: false,
    cacheControl: false,
    index: false,
    allowedPath: (path) => path !== '/manifest.json',
    // Their names change with what they hold.
    setHeaders: (response) => response.header('cache-control', 'public, max-age=31536000, immutable'),
  })

  app.get('/', async (_request, reply) => reply.redirect('/plain'))
  for (const page of pages) {
    for (const path of page.paths) {
      app.get(path, async (_request, reply) => {
        const html = await readFile(join(front, `${page.name}.html`), 'utf8')
        return reply
          .header(
            'content-security-policy',
            contentSecurityPolicy('trustedTypes' in page ? page.trustedTypes : undefined),
          )
          .type('text/html; charset=utf-8')
          .send(insertScripts(insertIntegrity(html, await readHashes()), await readManifest()))
      })
    }
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

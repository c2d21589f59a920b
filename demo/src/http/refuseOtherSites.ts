import type { FastifyInstance } from 'fastify'

/** Refuses what a page of another site sends with the visitor's browser, whether or not cookies come with it. */
export function refuseOtherSites(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ method, headers }, reply) => {
    const site = headers['sec-fetch-site']
    if (method === 'GET' || method === 'HEAD' || site === undefined || site === 'same-origin' || site === 'none') return
    return reply.code(403).send({ error: 'forbidden', message: 'Send this from a page of the shop.' })
  })
}

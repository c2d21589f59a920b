import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'

/** The name of the cookie by which sticky routing finds the instance. */
export const routeCookie = 'shop_route'

/** Gives a browser that has none the cookie that sticky routing goes by; its very first request goes by it already. */
export function addRouteCookie(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ headers }, reply) => {
    const { cookie = '' } = headers
    if (cookie.split('; ').some((pair) => pair.startsWith(`${routeCookie}=`))) return
    const pair = `${routeCookie}=${randomUUID()}`
    headers.cookie = cookie === '' ? pair : `${cookie}; ${pair}`
    reply.header('set-cookie', `${pair}; Path=/; HttpOnly; SameSite=Lax`)
  })
}

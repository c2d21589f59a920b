import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Control } from '../control/createControl.ts'
import type { CountedEndpoint, Journal } from '../control/createJournal.ts'
import type { Endpoint, Failures } from '../control/Settings.ts'
import { failBefore } from './failBefore.ts'
import { withExpiresIn } from './withExpiresIn.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a request to the route is counted as. */
    readonly counted?: CountedEndpoint
    /** What the route can be made to fail as. */
    readonly canFail?: Endpoint
  }
  interface FastifyRequest {
    failure: Failures | null
    /** Called once the request is handled. */
    handled: (() => void) | null
  }
}

const isShopping = (endpoint: Endpoint): boolean => endpoint === 'orders' || endpoint === 'cart'

/** Counts requests, delays them and lets them fail as the settings say; the routes know nothing of it. */
export function addFailureHooks(app: FastifyInstance, control: Control, journal: Journal): void {
  const closing = new AbortController()
  const pause = async (milliseconds: number): Promise<void> => {
    if (milliseconds === 0) return
    await wait(milliseconds, undefined, { signal: closing.signal }).catch(() => {
      throw Object.assign(new Error('The shop closes.'), { statusCode: 503 })
    })
  }
  app.decorateRequest('failure', null)
  app.decorateRequest('handled', null)
  app.addHook('preClose', async () => closing.abort())

  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    const { counted, canFail } = request.routeOptions.config
    if (counted) journal.request(counted)
    const failure = canFail ? control.takeFailure(canFail) : null
    if (failure) journal.note({ what: 'fault', detail: `${canFail}: ${failure.kind}` })
    if (failure && failBefore(failure, request, reply)) return reply
    request.failure = failure
    if (canFail === 'refresh') request.handled = journal.refreshing()
  })

  // Once the body is there: who leaves during the delay has sent the request nonetheless.
  app.addHook('preHandler', async ({ routeOptions: { config } }: FastifyRequest) => {
    const { delay, ordersDelay } = control.settings()
    if (config.canFail) await pause(isShopping(config.canFail) ? ordersDelay : delay)
  })

  app.addHook('onSend', async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    const { canFail } = request.routeOptions.config
    if (canFail && !isShopping(canFail)) await pause(control.settings().answerDelay)
    request.handled?.()
    if (control.needsNewConnections()) reply.header('connection', 'close')
    if (request.failure?.kind === 'drop-after') request.raw.socket.destroy()
    if (request.failure?.kind !== 'expires-in' || typeof payload !== 'string') return payload
    reply.removeHeader('content-length')
    return withExpiresIn(payload, request.failure.value)
  })
}

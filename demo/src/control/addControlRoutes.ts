import type { FastifyInstance } from 'fastify'
import { changeProduct } from '../catalogue/changeProduct.ts'
import { restoreProducts } from '../catalogue/createCatalogue.ts'
import type { Product } from '../catalogue/products.ts'
import type { Database } from '../createDatabase.ts'
import type { Connections } from '../gateway/createConnections.ts'
import { acceptEmptyJson } from '../http/acceptEmptyJson.ts'
import type { SessionEnds } from '../sessions/createSessionEnds.ts'
import type { Control } from './createControl.ts'
import type { Journal } from './createJournal.ts'
import { productSchema } from './productSchema.ts'
import type { Settings } from './Settings.ts'
import { settingsSchema } from './settingsSchema.ts'

export interface ControlParts {
  readonly control: Control
  readonly journal: Journal
  readonly connections: Connections
  readonly database: Database
  readonly ends: SessionEnds
  /** Whether server sessions are kept in sealed cookies, so that nobody can end them. */
  readonly isSealed: boolean
}

const emptied = ['order_keys', 'order_lines', 'orders', 'carts', 'replays', 'refresh_tokens', 'families']

/** Lets anybody who can reach the server change how it behaves. For a demo and its tests: no real shop has this. */
export function addControlRoutes(app: FastifyInstance, parts: ControlParts): void {
  const { control, journal, connections, database, ends, isSealed } = parts
  acceptEmptyJson(app)

  app.get('/control/settings', async () => control.settings())

  app.put<{ Body: Partial<Settings> }>('/control/settings', { schema: { body: settingsSchema } }, async (request) => {
    await control.change(request.body)
    if (control.needsNewConnections()) connections.endIdle()
    return control.settings()
  })

  app.get('/control/counters', async () => ({ ...journal.counts(), ...(await families(database)) }))

  app.get<{ Querystring: { since?: string } }>(
    '/control/log',
    { schema: { querystring: { type: 'object', properties: { since: { type: 'string', pattern: '^\\d+$' } } } } },
    async (request) => ({ events: journal.since(Number(request.query.since ?? 0)) }),
  )

  app.post('/control/expire', async () => {
    await control.expireAccessTokens()
    return {}
  })

  app.post<{ Body: { user?: string } }>(
    '/control/revoke-sessions',
    {
      schema: {
        body: { type: 'object', additionalProperties: false, properties: { user: { type: 'string', maxLength: 254 } } },
      },
    },
    async ({ body: { user } }, reply) => {
      if (isSealed) return reply.code(409).send({ error: 'sealed', message: 'Nobody can end a sealed session.' })
      if (user === undefined) await ends.endAll()
      else {
        const [account] = await database.all<{ id: string }>('SELECT id FROM accounts WHERE email = ?', [user])
        if (!account) return reply.code(404).send({ error: 'not_found', message: 'There is no such account.' })
        await ends.endUser(account.id)
      }
      journal.note({ what: 'sessions-revoked', user })
      return {}
    },
  )

  app.patch<{ Params: { sku: string }; Body: Partial<Pick<Product, 'price' | 'stock'>> }>(
    '/control/products/:sku',
    { schema: { body: productSchema } },
    async ({ params: { sku }, body }, reply) => {
      const product = await changeProduct(database, sku, body)
      if (!product) return reply.code(404).send({ error: 'not_found', message: 'There is no such product.' })
      journal.note({ what: 'product-changed', detail: `${sku}: ${product.stock} at ${product.price}` })
      return product
    },
  )

  app.post('/control/reset', async () => {
    await database.transaction(async (queries) => {
      await restoreProducts(queries)
      for (const table of emptied) await queries.run(`DELETE FROM ${table}`)
    })
    await ends.endAll()
    await control.reset()
    journal.reset()
    return {}
  })

  app.addContentTypeParser(
    ['application/csp-report', 'application/reports+json'],
    { parseAs: 'string' },
    (_request, body, done) => done(null, body),
  )
  app.post<{ Body: string }>('/control/csp-report', async (request, reply) => {
    const directive = /"(?:effective-directive|violated-directive)"\s*:\s*"([\w -]+)/.exec(request.body)?.[1]
    journal.note({ what: 'csp-violation', detail: directive })
    return reply.code(204).send()
  })
}

interface Families {
  /** By e-mail address: sign-ins that can still be refreshed. */
  readonly liveFamilies: Readonly<Record<string, number>>
  readonly revokedFamilies: number
}

async function families(database: Database): Promise<Families> {
  const live = await database.all<{ email: string; n: number }>(
    `SELECT email, COUNT(families.id) AS n FROM accounts
     LEFT JOIN families ON account_id = accounts.id AND revoked_at IS NULL GROUP BY email`,
  )
  const [revoked] = await database.all<{ n: number }>('SELECT COUNT(*) AS n FROM families WHERE revoked_at IS NOT NULL')
  return { liveFamilies: Object.fromEntries(live.map(({ email, n }) => [email, n])), revokedFamilies: revoked?.n ?? 0 }
}

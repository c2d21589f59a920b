import type { AddressInfo } from 'node:net'
import cookie from '@fastify/cookie'
import fastify from 'fastify'
import { createCatalogue } from './catalogue/createCatalogue.ts'
import { addControlRoutes } from './control/addControlRoutes.ts'
import { addFailureHooks } from './control/addFailureHooks.ts'
import { createConnections } from './control/createConnections.ts'
import { createControl } from './control/createControl.ts'
import { createJournal } from './control/createJournal.ts'
import type { Settings } from './control/Settings.ts'
import { createDatabase } from './createDatabase.ts'
import { createTables } from './createTables.ts'
import { acceptEmptyJson } from './http/acceptEmptyJson.ts'
import { answerErrors } from './http/answerErrors.ts'
import { refuseOtherSites } from './http/refuseOtherSites.ts'
import { addCookieRoutes } from './identity/addCookieRoutes.ts'
import { addIdentityRoutes } from './identity/addIdentityRoutes.ts'
import { createAccessTokens } from './identity/createAccessTokens.ts'
import { createAccounts } from './identity/createAccounts.ts'
import { createIdentity } from './identity/createIdentity.ts'
import { createRefreshTokens } from './identity/createRefreshTokens.ts'
import { createReplay } from './identity/createReplay.ts'
import { addOrderRoutes } from './orders/addOrderRoutes.ts'
import { createOrders } from './orders/createOrders.ts'
import type { VerifyAccessToken } from './orders/verifyAccessToken.ts'
import { createVerifyAccessToken } from './orders/verifyAccessToken.ts'
import { addPageRoutes } from './pages/addPageRoutes.ts'

export interface ShopServerOptions {
  /** @default 0, any free one */
  readonly port?: number
  /** @default '127.0.0.1' */
  readonly host?: string
  /** A file, or `:memory:`. @default ':memory:' */
  readonly database?: string
  /** What the settings are at the start and after a reset, where it is not the default. */
  readonly settings?: Partial<Settings>
  /** Called with every access and refresh token that is issued: for tests that look for where they turn up. */
  readonly onIssued?: (token: string) => void
}

export interface ShopServer {
  /** Where it listens, without a slash at the end. */
  readonly url: string
  /** Ends every connection and closes the database. */
  close(): Promise<void>
}

const audience = 'shop'
const replayFor = 10 * 60_000

/** Starts the demo shop: its services, its pages and the switches to break them. Rejects if the port is taken. */
export async function createShopServer(options: ShopServerOptions = {}): Promise<ShopServer> {
  const { port = 0, host = '127.0.0.1' } = options
  const database = createDatabase(options.database ?? ':memory:')
  const control = createControl(options.settings ?? {})
  const journal = createJournal()
  const replay = createReplay(replayFor)
  let url = ''
  let verify: VerifyAccessToken | undefined
  const issuer = (): string => `${url}/identity`

  await createTables(database)
  const catalogue = await createCatalogue(database)
  const accessTokens = await createAccessTokens(database, { issuer, audience })
  const identity = createIdentity({
    accounts: await createAccounts(database),
    accessTokens,
    refreshTokens: createRefreshTokens(database),
    replay,
    policy: control.settings,
    note: journal.note,
    onIssued: options.onIssued ?? (() => {}),
  })

  const app = fastify({
    bodyLimit: 64 * 1024,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
    ajv: { customOptions: { allErrors: true, allowUnionTypes: true, coerceTypes: false, removeAdditional: false } },
  })
  const connections = createConnections(app.server)
  app.addHook('onClose', async () => database.close())
  app.addHook('onRequest', async (_request, reply) => void reply.header('x-content-type-options', 'nosniff'))
  answerErrors(app)
  acceptEmptyJson(app)
  refuseOtherSites(app)
  addFailureHooks(app, control, journal)
  await app.register(cookie)
  await app.register(async (scope) => addIdentityRoutes(scope, identity, accessTokens), { prefix: '/identity' })
  await app.register(async (scope) => addCookieRoutes(scope, identity), { prefix: '/identity/cookie' })
  await app.register(async (scope) => {
    const gate = {
      verify: () => (verify ??= createVerifyAccessToken({ issuer: issuer(), audience })),
      accepts: control.acceptsTokenOf,
    }
    addOrderRoutes(scope, createOrders(database), gate, journal.note)
  })
  await app.register(async (scope) => addControlRoutes(scope, { control, journal, connections, database, replay }))
  await app.register(addPageRoutes)
  app.get('/catalogue', { config: { counted: 'catalogue' } }, async (_request, reply) =>
    reply.header('cache-control', 'no-cache').send({ products: await catalogue.list() }),
  )

  try {
    await app.listen({ port, host })
  } catch (error) {
    await app.close()
    throw error
  }
  const { address, family, port: taken } = app.server.address() as AddressInfo
  const reachable = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address
  url = `http://${family === 'IPv6' && reachable === address ? `[${address}]` : reachable}:${taken}`
  return { url, close: () => app.close() }
}

import type { FastifyInstance } from 'fastify'
import type { VerifyAccessToken } from './access/verifyAccessToken.ts'
import { createVerifyAccessToken } from './access/verifyAccessToken.ts'
import { createCartService } from './cart/createCartService.ts'
import { createCarts } from './cart/createCarts.ts'
import { createCatalogue } from './catalogue/createCatalogue.ts'
import { createCatalogueService } from './catalogue/createCatalogueService.ts'
import type { Settings } from './control/Settings.ts'
import { defaultSettings } from './control/Settings.ts'
import type { Note } from './control/ShopEvent.ts'
import type { Database } from './createDatabase.ts'
import { createTables } from './createTables.ts'
import type { ServiceName } from './gateway/routes.ts'
import { listen } from './http/listen.ts'
import { createAccessTokens } from './identity/createAccessTokens.ts'
import { createAccounts } from './identity/createAccounts.ts'
import { createIdentity } from './identity/createIdentity.ts'
import { createIdentityService } from './identity/createIdentityService.ts'
import { createRefreshTokens } from './identity/createRefreshTokens.ts'
import { createReplay } from './identity/createReplay.ts'
import { createOrders } from './orders/createOrders.ts'
import { createOrdersService } from './orders/createOrdersService.ts'
import { createSessionEnds } from './sessions/createSessionEnds.ts'
import { guardStore } from './sessions/guardStore.ts'
import { readSecrets } from './sessions/readSecrets.ts'
import type { SessionStore } from './sessions/SessionStore.ts'

export interface ServicesOptions {
  /** Shared with every other instance; closed by who opened it. */
  readonly database: Database
  /** Where server sessions are kept, closed by who opened it; `sealed`: in an encrypted cookie. */
  readonly sessions: SessionStore | 'sealed'
  /** @default 0 for each: any free one */
  readonly ports?: Partial<Record<ServiceName, number>>
  /** @default '127.0.0.1' */
  readonly host?: string
  /** Whom access tokens name as their issuer; the same for all instances. @default the address of this identity */
  readonly issuer?: () => string
  /** @default the defaults */
  readonly settings?: () => Settings
  /** Whether orders and cart take an access token issued at this time, in milliseconds since 1970. @default any */
  readonly accepts?: (issuedAt: number) => boolean
  readonly note?: Note
  /** Called with every access and refresh token that is issued. */
  readonly onIssued?: (token: string) => void
}

export interface Services {
  /** By service: where it listens, without a slash at the end. */
  readonly urls: Readonly<Record<ServiceName, string>>
  close(): Promise<void>
}

const audience = 'shop'
const replayFor = 10 * 60_000
const nothing = (): void => undefined

/**
 * Starts one instance of identity, catalogue, cart and orders, each on a port of its own. What instances must agree on
 * is in the database and the store. Rejects if a port is taken.
 */
export async function createServices(options: ServicesOptions): Promise<Services> {
  const { database, ports = {}, host = '127.0.0.1', settings = () => defaultSettings, note = nothing } = options
  let urls: Record<ServiceName, string> | undefined
  let verifier: VerifyAccessToken | undefined
  const identityUrl = (): string => `${urls?.identity}/identity`
  const issuer = options.issuer ?? identityUrl

  await createTables(database)
  const accounts = await createAccounts(database)
  const accessTokens = await createAccessTokens(database, { issuer, audience })
  const shared = {
    store: options.sessions === 'sealed' ? options.sessions : guardStore(options.sessions, () => settings().storeDown),
    ends: createSessionEnds(database),
    secrets: await readSecrets(database),
    lifetime: () => settings().sessionLifetime * 1000,
    note,
    verify: (token: string) => {
      verifier ??= createVerifyAccessToken({
        issuer: issuer(),
        audience,
        keysAt: `${identityUrl()}/.well-known/jwks.json`,
      })
      return verifier(token)
    },
    accepts: options.accepts ?? (() => true),
  }
  const identity = createIdentity({
    database,
    accounts,
    accessTokens,
    refreshTokens: createRefreshTokens(database),
    replay: createReplay(replayFor),
    policy: settings,
    note,
    onIssued: options.onIssued ?? nothing,
  })
  const services: Record<ServiceName, FastifyInstance> = {
    identity: await createIdentityService({ ...shared, identity, accounts, accessTokens }),
    catalogue: createCatalogueService(await createCatalogue(database)),
    cart: await createCartService({ ...shared, carts: createCarts(database) }),
    orders: await createOrdersService({ ...shared, orders: createOrders(database) }),
  }
  const close = async (): Promise<void> => {
    await Promise.all(Object.values(services).map((service) => service.close()))
  }
  const start = (name: ServiceName): Promise<string> => listen(services[name], { port: ports[name] ?? 0, host })
  try {
    urls = {
      identity: await start('identity'),
      catalogue: await start('catalogue'),
      cart: await start('cart'),
      orders: await start('orders'),
    }
  } catch (error) {
    await close()
    throw error
  }
  return { urls, close }
}

import { mostBytes } from '../cart/cartSchemas.ts'
import type { CountedEndpoint } from '../control/createJournal.ts'
import type { Endpoint } from '../control/Settings.ts'

/** The services behind the gateway. */
export type ServiceName = 'identity' | 'catalogue' | 'cart' | 'orders'

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly service: ServiceName
  /** What a request is counted as. */
  readonly counted: CountedEndpoint
  /** What it can be made to fail as. */
  readonly canFail?: Endpoint
  /** Of the body, in bytes. @default that of all services */
  readonly bodyLimit?: number
}

const tokenRoutes = ['/identity', '/identity/cookie'].flatMap((prefix) =>
  (['sign-in', 'refresh', 'revoke'] as const).map(
    (what): Route => ({
      method: 'POST',
      path: `${prefix}/${what}`,
      service: 'identity',
      counted: what,
      canFail: what,
    }),
  ),
)

const sessionRoute = (method: Route['method'], rest: string, name: CountedEndpoint & Endpoint): Route => ({
  method,
  path: `/identity/session${rest}`,
  service: 'identity',
  counted: name,
  canFail: name,
})

/** What the gateway lets through, and to whom; all else is not there. */
export const routes: readonly Route[] = [
  ...tokenRoutes,
  { method: 'GET', path: '/identity/.well-known/jwks.json', service: 'identity', counted: 'jwks' },
  { method: 'GET', path: '/identity/demo-accounts', service: 'identity', counted: 'demo-accounts' },
  sessionRoute('GET', '', 'session-probe'),
  sessionRoute('GET', '/csrf', 'session-csrf'),
  sessionRoute('POST', '/sign-in', 'session-sign-in'),
  sessionRoute('POST', '/renew', 'session-renew'),
  sessionRoute('POST', '/sign-out', 'session-sign-out'),
  { method: 'GET', path: '/catalogue', service: 'catalogue', counted: 'catalogue' },
  { method: 'GET', path: '/cart', service: 'cart', counted: 'cart', canFail: 'cart' },
  { method: 'POST', path: '/cart/ops', service: 'cart', counted: 'cart', canFail: 'cart', bodyLimit: mostBytes },
  { method: 'GET', path: '/orders', service: 'orders', counted: 'orders', canFail: 'orders' },
  { method: 'POST', path: '/orders', service: 'orders', counted: 'orders', canFail: 'orders' },
]

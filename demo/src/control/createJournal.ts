import type { Endpoint } from './Settings.ts'
import type { Note, ShopEvent } from './ShopEvent.ts'

export type CountedEndpoint = Endpoint | 'jwks' | 'demo-accounts' | 'catalogue'

export interface LogEntry extends ShopEvent {
  /** Only grows. */
  readonly n: number
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Counted since the start or the last reset. */
export interface Counts {
  readonly requests: Readonly<Record<CountedEndpoint, number>>
  /** All requests to identity, but for those of other services for its keys. */
  readonly identityRequests: number
  readonly signIns: number
  /** Refreshes that spent a token. */
  readonly rotations: number
  readonly replays: number
  readonly reuseDetections: number
  readonly refusedRefreshes: number
  /** Families ended by a request to revoke. */
  readonly revocations: number
  /** The most refreshes that were being handled at one moment. */
  readonly parallelRefreshes: number
  readonly orders: number
  readonly cspViolations: number
  /** Server sessions that were given their full lifetime again. */
  readonly renewals: number
  /** Server sessions ended by a request to sign out. */
  readonly signOuts: number
  readonly csrfRefusals: number
}

/** Counts requests and events, and remembers the latest events. */
export interface Journal {
  readonly note: Note
  request(endpoint: CountedEndpoint): void
  /** A refresh is being handled, until the returned function is called. */
  refreshing(): () => void
  counts(): Counts
  /** The events kept that came after number `n`. */
  since(n: number): readonly LogEntry[]
  reset(): void
}

const kept = 1000
const identityEndpoints: readonly CountedEndpoint[] = [
  'sign-in',
  'refresh',
  'revoke',
  'session-probe',
  'session-sign-in',
  'session-renew',
  'session-sign-out',
  'session-csrf',
  'demo-accounts',
]

export function createJournal(): Journal {
  const requests = new Map<CountedEndpoint, number>()
  const events = new Map<ShopEvent['what'], number>()
  let log: readonly LogEntry[] = []
  let number = 0
  let refreshing = 0
  let parallelRefreshes = 0
  const requestsTo = (endpoint: CountedEndpoint): number => requests.get(endpoint) ?? 0
  const eventsOf = (what: ShopEvent['what']): number => events.get(what) ?? 0
  return {
    note(event) {
      events.set(event.what, eventsOf(event.what) + 1)
      number += 1
      log = [...log.slice(1 - kept), { n: number, at: Date.now(), ...event, ...shortened(event) }]
    },
    request: (endpoint) => requests.set(endpoint, requestsTo(endpoint) + 1),
    refreshing() {
      refreshing += 1
      parallelRefreshes = Math.max(parallelRefreshes, refreshing)
      let isHandled = false
      return () => {
        if (!isHandled) refreshing -= 1
        isHandled = true
      }
    },
    counts: () => ({
      requests: {
        'sign-in': requestsTo('sign-in'),
        refresh: requestsTo('refresh'),
        revoke: requestsTo('revoke'),
        'session-probe': requestsTo('session-probe'),
        'session-sign-in': requestsTo('session-sign-in'),
        'session-renew': requestsTo('session-renew'),
        'session-sign-out': requestsTo('session-sign-out'),
        'session-csrf': requestsTo('session-csrf'),
        'demo-accounts': requestsTo('demo-accounts'),
        jwks: requestsTo('jwks'),
        catalogue: requestsTo('catalogue'),
        cart: requestsTo('cart'),
        orders: requestsTo('orders'),
      },
      identityRequests: identityEndpoints.reduce((sum, endpoint) => sum + requestsTo(endpoint), 0),
      signIns: eventsOf('signed-in'),
      rotations: eventsOf('rotated'),
      replays: eventsOf('replayed'),
      reuseDetections: eventsOf('reuse-detected'),
      refusedRefreshes: eventsOf('refresh-refused'),
      revocations: eventsOf('revoked'),
      parallelRefreshes,
      orders: eventsOf('order-placed'),
      cspViolations: eventsOf('csp-violation'),
      renewals: eventsOf('session-renewed'),
      signOuts: eventsOf('session-ended'),
      csrfRefusals: eventsOf('csrf-refused'),
    }),
    since: (n) => log.filter((entry) => entry.n > n),
    reset() {
      requests.clear()
      events.clear()
      log = []
      parallelRefreshes = refreshing
    },
  }
}

/** Enough to tell one from another by eye. */
function shortened({ token, family }: ShopEvent): Partial<ShopEvent> {
  return { ...(token && { token: token.slice(0, 8) }), ...(family && { family: family.slice(0, 8) }) }
}

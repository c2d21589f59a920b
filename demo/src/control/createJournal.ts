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
      return () => {
        refreshing -= 1
      }
    },
    counts: () => ({
      requests: {
        'sign-in': requestsTo('sign-in'),
        refresh: requestsTo('refresh'),
        revoke: requestsTo('revoke'),
        'demo-accounts': requestsTo('demo-accounts'),
        jwks: requestsTo('jwks'),
        catalogue: requestsTo('catalogue'),
        orders: requestsTo('orders'),
      },
      identityRequests:
        requestsTo('sign-in') + requestsTo('refresh') + requestsTo('revoke') + requestsTo('demo-accounts'),
      signIns: eventsOf('signed-in'),
      rotations: eventsOf('rotated'),
      replays: eventsOf('replayed'),
      reuseDetections: eventsOf('reuse-detected'),
      refusedRefreshes: eventsOf('refresh-refused'),
      revocations: eventsOf('revoked'),
      parallelRefreshes,
      orders: eventsOf('order-placed'),
      cspViolations: eventsOf('csp-violation'),
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

import { setTimeout as pause } from 'node:timers/promises'
import type { Endpoint, Failures, Settings } from './Settings.ts'
import { defaultSettings } from './Settings.ts'

/** The settings in force, and what follows from them. */
export interface Control {
  settings(): Settings
  /** Where instances follow, resolves once they have. */
  change(some: Partial<Settings>): void | Promise<void>
  /** Uses up one failure meant for a request to `endpoint`, if there is any. */
  takeFailure(endpoint: Endpoint): Failures | null
  /**
   * Whether answers are to be lost, which shows only on new connections: Chromium sends a request again by itself, a POST
   * too, when a connection that it had used before breaks without an answer (`HttpNetworkTransaction::ShouldResendRequest`).
   */
  needsNewConnections(): boolean
  /** Makes orders refuse every access token issued so far; resolves once later ones can be told from them. */
  expireAccessTokens(): Promise<void>
  /** Whether orders take an access token issued at this time, in milliseconds since 1970. */
  acceptsTokenOf(issuedAt: number): boolean
  /** As `change`. */
  reset(): void | Promise<void>
}

const tokenEndpoints: readonly Endpoint[] = ['sign-in', 'refresh']

export function createControl(initial: Partial<Settings>): Control {
  const start: Settings = { ...defaultSettings, ...initial }
  let settings = start
  let refusedUntil = Number.NEGATIVE_INFINITY
  return {
    settings: () => settings,
    change(some) {
      settings = { ...settings, ...some }
    },
    takeFailure(endpoint) {
      const { failures } = settings
      if (!failures || (failures.endpoint !== 'any' && failures.endpoint !== endpoint)) return null
      if (failures.kind === 'expires-in' && !tokenEndpoints.includes(endpoint)) return null
      const left = failures.count === null ? null : failures.count - 1
      settings = { ...settings, failures: left === 0 ? null : { ...failures, count: left } }
      return failures
    },
    needsNewConnections: () => settings.failures?.kind.startsWith('drop-') ?? false,
    async expireAccessTokens() {
      refusedUntil = Date.now()
      while (Date.now() <= refusedUntil) await pause(1)
    },
    acceptsTokenOf: (issuedAt) => !settings.rejectAccessTokens && issuedAt > refusedUntil,
    reset() {
      settings = start
      refusedUntil = Number.NEGATIVE_INFINITY
    },
  }
}

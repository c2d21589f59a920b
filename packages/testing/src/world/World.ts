import type { Handler } from '../network/Exchange.ts'
import type { FaultRule, RequestEntry } from '../network/NetworkFault.ts'
import type { Tab, TabOptions } from '../tab/Tab.ts'
import type { CookieJar } from '../web-storage/createCookieJar.ts'
import type { Random } from './createRandom.ts'
import type { RowsView } from './createRows.ts'

export interface WorldOptions {
  /** Decides every latency and every order. @default 1 */
  readonly seed?: number
  /** Where pages come from. @default 'https://shop.test' */
  readonly origin?: string
  /** True time at the beginning, in milliseconds since 1970. @default 1 800 000 000 000 */
  readonly startsAt?: number
  /** How long a tab does not see what another wrote to localStorage or a cookie, in milliseconds. @default [0, 50] */
  readonly storageLag?: readonly [number, number]
  /** How long a request or an answer travels, in milliseconds. @default [2, 30] */
  readonly networkLatency?: readonly [number, number]
  /** Keeps a line for whatever happens. @default false */
  readonly isTraced?: boolean
}

export interface LimitOptions {
  /** In milliseconds of the world's time. @default 60 000 */
  readonly limit?: number
}

export type Outcome<T> =
  | { readonly status: 'fulfilled'; readonly value: T }
  | { readonly status: 'rejected'; readonly reason: unknown }
  | { readonly status: 'pending' }

/**
 * Some tabs, the storages they share, servers, and time. Nothing happens by itself: events run while one of `advance`,
 * `run`, `settle` and `until` is awaited, one at a time, in an order that the seed decides.
 */
export interface World {
  readonly seed: number
  readonly origin: string
  readonly random: Random
  readonly tabs: readonly Tab[]
  /** Every request that a tab has made. */
  readonly requests: readonly RequestEntry[]
  readonly trace: readonly string[]
  /** What servers of the world threw. */
  readonly errors: readonly unknown[]
  /** Milliseconds since the world began, without sleep. */
  now(): number
  /** True time, which servers know: milliseconds since 1970. */
  trueTime(): number
  /** What the device's clock says: true time, and the steps it was set by. */
  wallTime(): number
  openTab(options?: TabOptions): Tab
  /** Runs what is due within `ms` milliseconds. */
  advance(ms: number): Promise<void>
  /** Runs events until `promise` settles, and settles like it; rejects if that takes longer than the limit. */
  run<T>(promise: PromiseLike<T>, options?: LimitOptions): Promise<T>
  /** Runs events until `promise` settles or the limit is reached; resolves with what became of it. */
  settle<T>(promise: PromiseLike<T>, options?: LimitOptions): Promise<Outcome<T>>
  /** Runs events until `condition` holds; rejects if that takes longer than the limit. */
  until(condition: () => boolean, options?: LimitOptions): Promise<void>
  /** Queues something that the test does in the midst of things. */
  after(delay: number, act: () => void): void
  /** The device sleeps: true and wall time go on, everything else stands still. */
  sleep(ms: number): void
  /** Somebody sets the device's wall clock. */
  stepClock(ms: number): void
  /** Clears the site's data: databases, localStorage, sessionStorage, cookies. Open connections get `close`. */
  wipe(): void
  goOffline(): void
  goOnline(): void
  serve(origin: string, handler: Handler): void
  /** Spoils requests; the latest rule that fits counts. Returns a function that takes it back. */
  fault(rule: FaultRule): () => void
  /** The committed rows of an object store. @default those of the database `holdfast` */
  rows(database?: string, store?: string): RowsView
  /** What localStorage holds, whatever tabs see of it. */
  localStorage(): Map<string, string>
  /** The cookies of an origin, those that scripts cannot read too. @default the world's origin */
  cookies(origin?: string): CookieJar
  /** Adds a line to the trace. */
  note(text: string): void
}

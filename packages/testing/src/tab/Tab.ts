import type { Platform } from '@holdfast/core'
import type { Faults } from './Faults.ts'

/** `cached`: in the back/forward cache. `dead`: crashed, closed or evicted. */
export type TabState = 'live' | 'frozen' | 'cached' | 'dead'

export interface TabOptions {
  /** @default the world's */
  readonly origin?: string
  readonly faults?: Partial<Faults>
  /** @default true */
  readonly isVisible?: boolean
  /** Loaded ahead, in case the visitor comes; see `activate()`. @default false */
  readonly isPrerendering?: boolean
}

export interface FreezeOptions {
  /**
   * Freezes in the middle of IndexedDB transactions, so that others wait. Desktop Chrome lets them finish first.
   * @default false
   */
  readonly holdsTransactions?: boolean
}

/** One page in one tab: what runs in it gets its `platform`, the test does the rest. */
export interface Tab {
  readonly id: string
  readonly origin: string
  readonly platform: Platform
  readonly state: TabState
  /** Whether it fell out of the back/forward cache. */
  readonly wasEvicted: boolean
  /** What the page's handlers threw at nobody. */
  readonly errors: readonly unknown[]
  /** Breaks or mends primitives from now on. */
  setFaults(faults: Partial<Faults>): void
  /** Dies at once: no farewell, open transactions abort, locks are freed some milliseconds later. */
  crash(): void
  /** Says `pagehide` and dies. */
  close(): void
  /** Says `freeze` and stops: locks stay held, whatever comes in waits. */
  freeze(options?: FreezeOptions): void
  /** Hears the messages it missed, then `resume`, then the rest. */
  resume(): void
  hide(): void
  show(): void
  focus(): void
  /** The visitor navigates away; the page is kept unless it holds a lock. */
  bfcache(): void
  /** The visitor goes Back; tells whether the page was still there. */
  restore(): boolean
  /** Shows a prerendered page. */
  activate(): void
  /** The visitor does something. */
  input(): void
  /** Cuts requests under way; later ones fail at once. */
  goOffline(): void
  goOnline(): void
  /** A second tab with a copy of this one's sessionStorage. */
  duplicate(): Tab
  /** Closes the page; returns the one that is loaded in its place. */
  reload(): Tab
  /** Takes every database connection away, as Safari does now and then. */
  loseDatabase(): void
}

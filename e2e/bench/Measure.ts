import type { Browser } from '@playwright/test'
import type { Shop } from '../fixtures/openShop.ts'

/** What one measurement found. */
export interface Result {
  readonly what: string
  readonly ours: number
  /** What a page would pay without Holdfast, measured in turns with it; `null` where there is no such thing. */
  readonly bare: number | null
  readonly unit: 'µs' | 'ms' | 'requests'
  /** The most that is allowed: a ratio where there is something to compare with. */
  readonly budget: number
}

export type Measure = (browser: Browser, shop: Shop) => Promise<Result>

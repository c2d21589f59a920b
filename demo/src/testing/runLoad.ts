import { setTimeout as pause } from 'node:timers/promises'
import type { Outcome, Shopper } from './createShopper.ts'

export interface LoadFigures {
  readonly requests: number
  readonly errors: number
  /** Answers that nobody is signed in. */
  readonly lost: number
  /** Answers with the data of somebody else. */
  readonly wrong: number
  /** In milliseconds: half of the requests were answered sooner, and 99 of 100. */
  readonly p50: number
  readonly p99: number
}

/** The longest a shopper looks at what it got, in milliseconds. */
const longestLook = 200

/** Lets all shoppers ask, one thing after another, for `forMs`. */
export async function runLoad(shoppers: readonly Shopper[], forMs: number): Promise<LoadFigures> {
  const end = performance.now() + forMs
  const count: Record<Outcome, number> = { ok: 0, lost: 0, wrong: 0, error: 0 }
  const times: number[] = []
  async function shop(shopper: Shopper): Promise<void> {
    while (performance.now() < end) {
      const start = performance.now()
      count[await shopper.ask(Math.random())] += 1
      times.push(performance.now() - start)
      await pause(Math.random() * longestLook)
    }
  }
  await Promise.all(shoppers.map(shop))
  times.sort((a, b) => a - b)
  const timeAt = (part: number): number => Math.round(times[Math.floor(times.length * part)] ?? 0)
  return {
    requests: times.length,
    errors: count.error,
    lost: count.lost,
    wrong: count.wrong,
    p50: timeAt(0.5),
    p99: timeAt(0.99),
  }
}

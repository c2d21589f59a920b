import { setTimeout as pause } from 'node:timers/promises'
import type { Outcome, Shopper } from './createShopper.ts'

export interface LoadFigures {
  readonly requests: number
  /** By what came instead of an answer. */
  readonly errors: Readonly<Record<string, number>>
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
  const counts = new Map<Outcome, number>()
  const countOf = (outcome: Outcome): number => counts.get(outcome) ?? 0
  const times: number[] = []
  async function shop(shopper: Shopper): Promise<void> {
    while (performance.now() < end) {
      const start = performance.now()
      const outcome = await shopper.ask(Math.random())
      counts.set(outcome, countOf(outcome) + 1)
      times.push(performance.now() - start)
      await pause(Math.random() * longestLook)
    }
  }
  await Promise.all(shoppers.map(shop))
  times.sort((a, b) => a - b)
  const timeAt = (part: number): number => Math.round(times[Math.floor(times.length * part)] ?? 0)
  return {
    requests: times.length,
    errors: Object.fromEntries([...counts].filter(([outcome]) => outcome.startsWith('error '))),
    lost: countOf('lost'),
    wrong: countOf('wrong'),
    p50: timeAt(0.5),
    p99: timeAt(0.99),
  }
}

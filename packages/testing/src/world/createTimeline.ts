import { createEventQueue } from './createEventQueue.ts'
import { createRandom, type Random } from './createRandom.ts'

/** Virtual time: nothing happens but what is queued here, one event at a time, in an order that the seed decides. */
export interface Timeline {
  readonly random: Random
  /** Milliseconds since the world began. */
  now(): number
  /** Queues `run`; `tie` orders events of one moment (by the seed unless given). Returns a function that cancels it. */
  after(delay: number, run: () => void, tie?: number): () => void
  /** Runs `run` once, as soon as no promise has anything left to do. */
  afterMicrotasks(run: () => void): void
  /** Runs what is due within `ms`, and moves time by that much. */
  advance(ms: number): Promise<void>
  /** Runs events until `isDone`, for `limit` milliseconds at most; tells whether it was. */
  runUntil(isDone: () => boolean, limit: number): Promise<boolean>
}

// A macrotask follows every microtask there is; `setImmediate` is the cheapest one in Node.
const macrotask = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export function createTimeline(seed: number): Timeline {
  const random = createRandom(seed)
  const queue = createEventQueue()
  let time = 0
  let order = 0
  let isRunning = false
  let checks: (() => void)[] = []

  const drain = async (): Promise<void> => {
    do {
      await macrotask()
      const due = checks
      checks = []
      for (const check of due) check()
    } while (checks.length > 0)
  }

  const runUntil = async (isDone: () => boolean, limit: number): Promise<boolean> => {
    if (isRunning) throw new Error('The world is running already: await one run before you begin another.')
    isRunning = true
    try {
      const end = time + limit
      for (;;) {
        await drain()
        if (isDone()) return true
        const next = queue.peek()
        if (!next || next.time > end) {
          time = end
          return false
        }
        queue.pop()
        time = next.time
        next.run?.()
      }
    } finally {
      isRunning = false
    }
  }

  return {
    random,
    now: () => time,
    after: (delay, run, tie = random.next()) => {
      if (!Number.isFinite(delay)) throw new RangeError(`A delay must be a finite number, not ${delay}.`)
      const event = { time: time + Math.max(0, delay), tie, order: order++, run: run as (() => void) | null }
      queue.push(event)
      return () => {
        event.run = null
      }
    },
    afterMicrotasks: (run) => {
      checks.push(run)
    },
    advance: async (ms) => {
      await runUntil(() => false, ms)
    },
    runUntil,
  }
}

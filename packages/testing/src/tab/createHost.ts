import type { Timeline } from '../world/createTimeline.ts'
import { type Faults, noFaults } from './Faults.ts'
import type { Host, TaskKind } from './Host.ts'
import type { FreezeOptions, TabState } from './Tab.ts'

/** A host, and what the tab does with it. */
export interface HostControls {
  readonly host: Host
  readonly errors: unknown[]
  getState(): TabState
  wasEvicted(): boolean
  setFaults(faults: Partial<Faults>): void
  setHidden(isHidden: boolean): void
  end(): void
  freeze(options?: FreezeOptions): void
  cache(): void
  /** Goes on: messages first, then `wake`, then the rest. */
  thaw(wake: () => void): void
}

interface Held {
  readonly run: () => void
  readonly kind: TaskKind
}

// Small enough to come before anything else, large enough to keep an order.
const STEP = 1e-4

export function createHost(
  timeline: Timeline,
  id: string,
  origin: string,
  trace: (text: string) => void,
): HostControls {
  const faults = noFaults()
  const errors: unknown[] = []
  const ends = new Set<() => void>()
  const faultListeners = new Set<() => void>()
  let held: Held[] = []
  let state: TabState = 'live'
  let isEvicted = false
  let isHidden = false
  let holdsTransactions = false

  const end = (): void => {
    if (state === 'dead') return
    state = 'dead'
    held = []
    for (const listener of ends) listener()
  }

  const run = (work: () => void, kind: TaskKind = 'task'): void => {
    if (state === 'dead') return
    if (state === 'cached' && kind === 'message') {
      isEvicted = true
      end()
      return
    }
    const isStopped = state === 'cached' || (state === 'frozen' && (kind !== 'transaction' || holdsTransactions))
    if (isStopped) held.push({ run: work, kind })
    else work()
  }

  const host: Host = {
    id,
    origin,
    timeline,
    faults,
    heldLocks: new Set(),
    isDead: () => state === 'dead',
    isFrozen: () => state === 'frozen',
    isHidden: () => isHidden,
    run,
    task: (delay, work, kind, tie) => {
      let isCancelled = false
      const cancel = timeline.after(delay, () => run(() => isCancelled || work(), kind), tie)
      return () => {
        isCancelled = true
        cancel()
      }
    },
    onEnd: (listener) => void ends.add(listener),
    onFaults: (listener) => void faultListeners.add(listener),
    report: (error) => void errors.push(error),
    trace: (text) => trace(`${id} ${text}`),
  }

  return {
    host,
    errors,
    getState: () => state,
    wasEvicted: () => isEvicted,
    setFaults: (changes) => {
      Object.assign(faults, changes)
      for (const listener of [...faultListeners]) listener()
    },
    setHidden: (hidden) => {
      isHidden = hidden
    },
    end,
    freeze: (options = {}) => {
      if (state !== 'live') return
      state = 'frozen'
      holdsTransactions = options.holdsTransactions ?? false
    },
    cache: () => {
      if (state === 'dead') return
      if (host.heldLocks.size > 0) {
        isEvicted = true
        end()
      } else state = 'cached'
    },
    thaw: (wake) => {
      if (state !== 'frozen' && state !== 'cached') return
      state = 'live'
      const messages = held.filter(({ kind }) => kind === 'message')
      const others = held.filter(({ kind }) => kind !== 'message')
      held = []
      const sequence = [...messages, { run: wake, kind: 'task' as const }, ...others]
      sequence.forEach((task, index) => {
        host.task(index * STEP, task.run, task.kind, -1)
      })
    },
  }
}

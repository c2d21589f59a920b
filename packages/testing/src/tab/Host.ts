import type { Timeline } from '../world/createTimeline.ts'
import type { Faults } from './Faults.ts'

/** What a task belongs to: it decides what a frozen or cached page does with it. */
export type TaskKind = 'task' | 'message' | 'transaction'

/** The inside of a tab, as the fakes of its primitives see it. */
export interface Host {
  readonly id: string
  readonly origin: string
  readonly timeline: Timeline
  readonly faults: Readonly<Faults>
  isDead(): boolean
  isFrozen(): boolean
  isHidden(): boolean
  /** Runs `run` in the tab now; a frozen tab keeps it for later, a dead one never runs it. */
  run(run: () => void, kind?: TaskKind): void
  /** Runs it in the tab after `delay` milliseconds; `tie` as for the timeline. Returns a function that cancels it. */
  task(delay: number, run: () => void, kind?: TaskKind, tie?: number): () => void
  /** Calls `listener` when the tab has crashed or closed. */
  onEnd(listener: () => void): void
  /** Calls `listener` after every change of the faults. */
  onFaults(listener: () => void): void
  /** Keeps what the page threw at nobody. */
  report(error: unknown): void
  /** Adds a line to the world's trace, if there is one. */
  trace(text: string): void
  /** What is under way that keeps the page out of the back/forward cache. */
  readonly heldLocks: Set<string>
}

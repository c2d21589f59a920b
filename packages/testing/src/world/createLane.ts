import type { Timeline } from './createTimeline.ts'

// Larger than what a double loses at the times a world reaches.
const GAP = 1e-5

/** Turns random delays into ones under which nobody overtakes: what goes in first comes out first. */
export function createLane(timeline: Timeline): (delay: number) => number {
  let last = 0
  return (delay) => {
    last = Math.max(timeline.now() + delay, last + GAP)
    return last - timeline.now()
  }
}

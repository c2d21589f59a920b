import type { Random } from '../world/createRandom.ts'

const RANGES = {
  open: [0.3, 3],
  begin: [0.05, 0.4],
  request: [0.05, 0.5],
  read: [0.01, 0.05],
  write: [0.05, 0.6],
  flush: [0.1, 2],
  answer: [0.05, 0.3],
} as const

/** How long a step of IndexedDB takes; now and then the disk is busy. */
export function latencyOf(random: Random, step: keyof typeof RANGES): number {
  const [least, most] = RANGES[step]
  return random.between(least, most) * (random.chance(0.02) ? 20 : 1)
}

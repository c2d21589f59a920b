import type { CartState } from './CartState.ts'

/** Of how many devices the sequence is kept. One that is forgotten is told 0, and sends all it has again. */
const MOST = 200

/** The devices of a cart once one has sent up to `sequence`; the same array where that is no news. */
export function noteDevice({ devices }: CartState, device: string, sequence: number): CartState['devices'] {
  const known = sequenceOf({ devices }, device)
  if (sequence <= known && devices.at(-1)?.[0] === device) return devices
  const others = devices.filter(([id]) => id !== device)
  return [...others, [device, Math.max(known, sequence)] as const].slice(-MOST)
}

/** The highest sequence of a device that the cart has; 0: it was never heard of, or long ago. */
export function sequenceOf({ devices }: Pick<CartState, 'devices'>, device: string): number {
  return devices.find(([id]) => id === device)?.[1] ?? 0
}

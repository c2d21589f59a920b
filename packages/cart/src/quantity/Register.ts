/**
 * What the latest of several writers set: `time` is in milliseconds since 1970 on a hybrid logical clock, which is the
 * device's own and never behind what it has seen.
 */
export type Register<T> = readonly [time: number, device: string, value: T, ...rest: unknown[]]

/** The later of two, the same one whichever comes first: time, then device, then what it says decides. */
export function later<R extends Register<unknown>>(a: R, b: R): R {
  const isFirst = a[0] === b[0] ? JSON.stringify(a) > JSON.stringify(b) : a[0] > b[0]
  return isFirst ? a : b
}

/** The time of a write that replaces `before`: what this device writes is later than what it has seen, whatever its clock says. */
export function timeAfter(before: Register<unknown> | undefined, now: number): number {
  return Math.max(now, (before?.[0] ?? 0) + 1)
}

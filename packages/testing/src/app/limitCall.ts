import { HoldfastError, type WaitOptions } from '@holdfast/core'

interface Limits extends Omit<WaitOptions, 'signal'> {
  /** Whichever aborts first ends the wait, with its reason. */
  readonly signals: readonly (AbortSignal | null | undefined)[]
  /** What to reject with at the deadline. @default `TIMEOUT` */
  readonly late?: () => unknown
}

/** Settles like `work`, or rejects when a signal aborts or after `timeout` milliseconds; leaves no timer and no listener. */
export function limitCall<T>(work: PromiseLike<T>, { signals, timeout, late }: Limits): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  let follow!: () => void
  return new Promise<T>((resolve, reject) => {
    work.then(resolve, reject)
    follow = () => reject(signals.find((signal) => signal?.aborted)?.reason)
    for (const signal of signals) signal?.addEventListener('abort', follow)
    if (signals.some((signal) => signal?.aborted)) follow()
    else if (timeout !== undefined) timer = setTimeout(() => reject(late?.() ?? tooLate(timeout)), timeout)
  }).finally(() => {
    clearTimeout(timer)
    for (const signal of signals) signal?.removeEventListener('abort', follow)
  })
}

function tooLate(timeout: number): HoldfastError {
  return new HoldfastError('TIMEOUT', `The call took longer than ${timeout} ms; try again.`)
}

import type { Host } from '../tab/Host.ts'
import { createLane } from '../world/createLane.ts'
import { type LockQueue, type LockRequest, release, steal, wait } from './LockQueue.ts'

type Callback = (lock: Lock | null) => unknown

/** One tab's `navigator.locks`: exclusive locks, first come first served, freed a little after a tab has died. */
export function createLocks(host: Host, queues: Map<string, LockQueue>): Pick<LockManager, 'request'> {
  const { timeline } = host
  const lane = createLane(timeline)
  const step = (): number => timeline.random.between(0.05, 0.3)
  const mine = new Set<() => void>()
  host.onEnd(() => {
    // Measured: a lock outlives its tab by some milliseconds, while its request is still at the server.
    for (const free of mine) timeline.after(timeline.random.between(1, 40), free)
  })

  const queueOf = (name: string): LockQueue => {
    const queue = queues.get(name) ?? { holder: null, waiting: [] }
    queues.set(name, queue)
    return queue
  }

  const request = (name: string, options: LockOptions, callback: Callback): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const { signal, ifAvailable = false, steal: isStealing = false } = options
      if (host.faults.locks === 'rejects') return reject(new DOMException('Locks are blocked.', 'SecurityError'))
      if (signal?.aborted) return reject(signal.reason)
      const queue = queueOf(name)

      const runWith = (lock: Lock | null, then: () => void): void => {
        signal?.removeEventListener('abort', giveUp)
        new Promise((settle) => settle(callback(lock))).then(resolve, reject).finally(then)
      }
      const own: LockRequest = {
        grant: () =>
          host.task(step(), () => {
            if (queue.holder !== own) return
            host.heldLocks.add(name)
            host.trace(`got lock ${name}`)
            runWith({ name, mode: 'exclusive' }, free)
          }),
        lose: () => {
          mine.delete(freeAtEnd)
          host.heldLocks.delete(name)
          host.run(() => reject(new DOMException('The lock was stolen.', 'AbortError')))
        },
      }
      const free = (): void => {
        mine.delete(freeAtEnd)
        if (queue.holder !== own) return
        host.heldLocks.delete(name)
        host.trace(`freed lock ${name}`)
        timeline.after(step(), () => release(queue, own))
      }
      const freeAtEnd = (): void => release(queue, own)
      const giveUp = (): void => {
        if (queue.holder === own && host.heldLocks.has(name)) return
        mine.delete(freeAtEnd)
        release(queue, own)
        reject(signal?.reason)
      }

      signal?.addEventListener('abort', giveUp, { once: true })
      if (host.faults.locks === 'never') return
      timeline.after(lane(step()), () => {
        if (host.isDead() || signal?.aborted) return
        if (ifAvailable && queue.holder) {
          host.task(step(), () => runWith(null, () => {}))
          return
        }
        mine.add(freeAtEnd)
        if (isStealing) steal(queue, own)
        else wait(queue, own)
      })
    })

  return {
    request: ((name: string, options: LockOptions | Callback, callback?: Callback) =>
      typeof options === 'function'
        ? request(name, {}, options)
        : request(name, options, callback!)) as LockManager['request'],
  }
}

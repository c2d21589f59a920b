import { HoldfastError, type SessionUser, type WaitOptions } from '@holdfast/core'
import { createListeners } from './createListeners.ts'
import type { TestState } from './createTestState.ts'
import { limitCall } from './limitCall.ts'

/** Whether a test session runs, and the waits that end with it. */
export interface TestLife {
  start(): void
  stop(): void
  isStopped(): boolean
  /** Throws `STOPPED` after `stop()`. */
  use(): void
  /** Called at `stop()`, and at the next `start()`. */
  onTurn(listener: () => void): () => void
  /** Settles like `work`, unless the deadline, the signal or `stop()` comes first. */
  limit<T>(work: PromiseLike<T>, options?: WaitOptions): Promise<T>
  /** Resolves with the first defined result of `check`, asked after every change; rejects with what stands in the way. */
  wait<T>(check: () => T | undefined, options?: WaitOptions): Promise<T>
}

/** How long a call waits by default, in milliseconds. */
const TIMEOUT = 10_000

export function createTestLife<User extends SessionUser>(state: TestState<User>): TestLife {
  let life = new AbortController()
  const turned = createListeners<void>()
  const self: TestLife = {
    start() {
      if (!life.signal.aborted) return
      life = new AbortController()
      state.change((facts) => ({ ...facts, works: {}, error: null }))
      turned.call()
    },
    stop() {
      if (life.signal.aborted) return
      life.abort(stopped())
      turned.call()
    },
    isStopped: () => life.signal.aborted,
    use() {
      if (life.signal.aborted) throw stopped()
    },
    onTurn: turned.add,
    limit: (work, { signal, timeout = TIMEOUT } = {}) =>
      limitCall(work, { signals: [signal, life.signal], timeout, late: () => state.getSnapshot().error }),
    async wait(check, options) {
      const now = check()
      if (now !== undefined && !options?.signal?.aborted) return now
      let isOver!: () => void
      const found = new Promise<NonNullable<typeof now>>((resolve, reject) => {
        isOver = state.onDone(() => {
          try {
            const result = check()
            if (result !== undefined) resolve(result as NonNullable<typeof now>)
          } catch (error) {
            reject(error)
          }
        })
      })
      return self.limit(found, options).finally(isOver)
    },
  }
  return self
}

function stopped(): HoldfastError {
  return new HoldfastError('STOPPED', 'The session was stopped; call session.start() to use it again.')
}

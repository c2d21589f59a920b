import { FakeTarget } from './FakeTarget.ts'

/** An `IDBRequest`, of an object store or of an opening. */
export class FakeRequest extends FakeTarget {
  onsuccess: unknown = null
  onerror: unknown = null
  onupgradeneeded: unknown = null
  onblocked: unknown = null
  readyState: 'pending' | 'done' = 'pending'
  transaction: FakeTarget | null
  source: unknown = null
  #result: unknown = undefined
  #error: DOMException | null = null

  constructor(transaction: FakeTarget | null = null) {
    super()
    this.transaction = transaction
    this.parent = transaction
  }

  get result(): unknown {
    this.#mustBeDone()
    return this.#result
  }

  get error(): DOMException | null {
    this.#mustBeDone()
    return this.#error
  }

  /** Keeps an outcome to be dispatched. */
  settle(result: unknown, error: DOMException | null = null): void {
    this.readyState = 'done'
    this.#result = error ? undefined : result
    this.#error = error
  }

  #mustBeDone(): void {
    if (this.readyState === 'pending')
      throw new DOMException('The request has not finished: wait for its event.', 'InvalidStateError')
  }
}

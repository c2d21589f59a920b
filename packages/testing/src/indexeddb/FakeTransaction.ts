import type { TaskKind } from '../tab/Host.ts'
import { type StoredDatabase, tellWatchers } from './Disk.ts'
import type { FakeDatabase } from './FakeDatabase.ts'
import { FakeObjectStore } from './FakeObjectStore.ts'
import type { FakeRequest } from './FakeRequest.ts'
import { FakeTarget } from './FakeTarget.ts'
import { latencyOf } from './latencyOf.ts'
import { Overlay } from './Overlay.ts'

/** What one request does to the rows when its turn comes; it may throw a `DOMException`. */
export interface Operation {
  readonly request: FakeRequest
  perform(): unknown
}

const aborted = (): DOMException => new DOMException('The transaction was aborted.', 'AbortError')

/** An `IDBTransaction`: its writes are seen by nobody else until it commits, and by nobody at all if it does not. */
export class FakeTransaction extends FakeTarget {
  oncomplete: unknown = null
  onabort: unknown = null
  onerror: unknown = null
  error: DOMException | null = null
  readonly db: FakeDatabase
  readonly scope: Set<string>
  readonly mode: 'readonly' | 'readwrite' | 'versionchange'
  readonly overlay: Overlay
  readonly #isStrict: boolean
  /** A freeze waits for what was under way, not for what comes of it. */
  readonly #kind: TaskKind
  readonly #operations: Operation[] = []
  #isActive = true
  #isStarted = false
  #isBusy = false
  #isCommitAsked = false
  #state: 'live' | 'committing' | 'finished' = 'live'

  constructor(db: FakeDatabase, scope: Set<string>, mode: FakeTransaction['mode'], isStrict: boolean) {
    super()
    this.parent = db
    this.db = db
    this.scope = scope
    this.mode = mode
    this.overlay = new Overlay(db.stored.stores)
    this.#isStrict = isStrict
    this.#kind = db.host.isFrozen() ? 'task' : 'transaction'
    db.transactions.add(this)
    const { timeline } = db.host
    if (mode === 'versionchange') {
      this.#isStarted = true
      return
    }
    timeline.afterMicrotasks(() => this.#rest())
    // What a frozen tab begins, it begins when it may go on: it must not hold up the others.
    if (db.host.isFrozen()) db.host.task(0, () => this.#arrive())
    else timeline.after(latencyOf(timeline.random, 'begin'), () => this.#arrive())
  }

  get isStarted(): boolean {
    return this.#isStarted
  }

  get isLive(): boolean {
    return this.#state !== 'finished'
  }

  get durability(): string {
    return this.#isStrict ? 'strict' : 'relaxed'
  }

  objectStore(name: string): FakeObjectStore {
    if (this.#state !== 'live') throw new DOMException('The transaction has finished.', 'InvalidStateError')
    if (!this.scope.has(name)) throw new DOMException(`The transaction does not span ${name}.`, 'NotFoundError')
    return new FakeObjectStore(this, name)
  }

  abort(): void {
    if (this.#state !== 'live') throw new DOMException('The transaction has finished.', 'InvalidStateError')
    this.#end(null)
  }

  commit(): void {
    if (this.#state !== 'live' || !this.#isActive)
      throw new DOMException('The transaction is not active.', 'InvalidStateError')
    this.#isActive = false
    this.#isCommitAsked = true
    this.#proceed()
  }

  add(operation: Operation): FakeRequest {
    if (this.#state !== 'live' || !this.#isActive)
      throw new DOMException(
        'The transaction is not active: it ends when nothing is asked of it.',
        'TransactionInactiveError',
      )
    this.#operations.push(operation)
    return operation.request
  }

  start(): void {
    this.#isStarted = true
    this.#proceed()
  }

  /** Aborts because of `error`, unless it is too late. */
  fail(error: DOMException): void {
    if (this.#state === 'live') this.#end(error)
  }

  /** Ends with the tab, telling nobody. */
  die(): void {
    if (this.#state === 'finished') return
    const isTooLate = this.#state === 'committing' && this.mode !== 'versionchange'
    if (!isTooLate || this.db.host.timeline.random.chance(0.5)) this.#leave()
  }

  /** Makes the transaction active for the handlers of an upgrade, until they and their promises are through. */
  activate(): void {
    this.#isActive = true
    this.db.host.timeline.afterMicrotasks(() => this.#rest())
  }

  #arrive(): void {
    const { host, stored } = this.db
    if (this.#state === 'finished') return
    if (host.faults.indexedDB === 'hangs') {
      let isParked = true
      host.onFaults(() => {
        if (!isParked) return
        isParked = false
        this.#arrive()
      })
      return
    }
    stored.transactions.push(this)
    startWhatCan(stored)
  }

  #rest(): void {
    this.#isActive = false
    this.#proceed()
  }

  #proceed(): void {
    if (!this.#isStarted || this.#isBusy || this.#isActive || this.#state !== 'live') return
    const [operation] = this.#operations
    if (!operation) {
      this.#commit()
      return
    }
    this.#isBusy = true
    const { timeline } = this.db.host
    timeline.after(latencyOf(timeline.random, 'request'), () => this.#perform(operation))
  }

  #perform({ request, perform }: Operation): void {
    if (this.#state !== 'live') return
    let result: unknown
    let error: DOMException | null = null
    try {
      if (this.db.host.faults.indexedDB === 'fails') throw new DOMException('Internal error.', 'UnknownError')
      result = perform()
    } catch (thrown) {
      error = thrown as DOMException
    }
    this.db.host.run(() => this.#deliver(request, result, error), this.#kind)
  }

  #deliver(request: FakeRequest, result: unknown, error: DOMException | null): void {
    if (this.#state !== 'live') return
    this.#operations.shift()
    this.#isBusy = false
    this.#isActive = !this.#isCommitAsked
    request.settle(result, error)
    const { thrown, isPrevented } = request.dispatch(error ? 'error' : 'success')
    for (const problem of thrown) this.db.host.report(problem)
    if (!this.isLive) return
    if (thrown.length > 0) this.#end(aborted())
    else if (error && !isPrevented) this.#end(error)
    else this.db.host.timeline.afterMicrotasks(() => this.#rest())
  }

  #commit(): void {
    this.#state = 'committing'
    const { host } = this.db
    const kind = this.mode === 'readonly' ? 'read' : this.#isStrict ? 'flush' : 'write'
    host.timeline.after(latencyOf(host.timeline.random, kind), () => {
      if (this.#state !== 'committing') return
      this.overlay.apply()
      host.trace(`${this.mode} transaction committed`)
      this.#leave()
      if (this.mode === 'readwrite') tellWatchers(this.db.stored.disk)
      host.task(latencyOf(host.timeline.random, 'answer'), () => this.#tell('complete'), this.#kind)
    })
  }

  #end(error: DOMException | null): void {
    const { host } = this.db
    this.error = error
    this.#leave()
    host.trace(`${this.mode} transaction aborted (${error?.name ?? 'asked to'})`)
    host.task(
      0,
      () => {
        for (const { request } of this.#operations.splice(0)) {
          request.settle(undefined, aborted())
          request.dispatch('error')
        }
        this.#tell('abort')
      },
      this.#kind,
    )
  }

  #tell(type: 'complete' | 'abort'): void {
    for (const problem of this.dispatch(type).thrown) this.db.host.report(problem)
  }

  #leave(): void {
    this.#state = 'finished'
    const { stored } = this.db
    const at = stored.transactions.indexOf(this)
    if (at >= 0) stored.transactions.splice(at, 1)
    this.db.transactions.delete(this)
    this.db.checkGone()
    startWhatCan(stored)
  }
}

/** Starts every transaction that no earlier one of an overlapping scope keeps waiting. */
function startWhatCan(stored: StoredDatabase): void {
  for (const [index, transaction] of [...stored.transactions].entries()) {
    if (transaction.isStarted || !transaction.isLive) continue
    const isHeldUp = [...stored.transactions]
      .slice(0, index)
      .some(
        (earlier) =>
          (earlier.mode !== 'readonly' || transaction.mode !== 'readonly') &&
          [...earlier.scope].some((name) => transaction.scope.has(name)),
      )
    if (!isHeldUp) transaction.start()
  }
}

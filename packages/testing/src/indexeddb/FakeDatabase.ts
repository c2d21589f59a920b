import type { Host } from '../tab/Host.ts'
import type { StoredDatabase } from './Disk.ts'
import { FakeObjectStore } from './FakeObjectStore.ts'
import { FakeTarget } from './FakeTarget.ts'
import { FakeTransaction } from './FakeTransaction.ts'

/** An `IDBDatabase`: one tab's connection. */
export class FakeDatabase extends FakeTarget {
  onclose: unknown = null
  onversionchange: unknown = null
  onerror: unknown = null
  onabort: unknown = null
  readonly name: string
  readonly version: number
  readonly host: Host
  readonly stored: StoredDatabase
  readonly transactions: Set<FakeTransaction> = new Set()
  readonly #whenGone = new Set<() => void>()
  /** Set while an upgrade runs. */
  upgrade: FakeTransaction | null = null
  #isClosed = false

  constructor(host: Host, stored: StoredDatabase) {
    super()
    this.host = host
    this.stored = stored
    this.name = stored.name
    this.version = stored.version
    stored.connections.add(this)
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  get objectStoreNames(): string[] & { contains(name: string): boolean } {
    const names = [...this.stored.stores.keys()].sort()
    return Object.assign(names, { contains: (name: string): boolean => names.includes(name) })
  }

  createObjectStore(name: string): FakeObjectStore {
    if (!this.upgrade) throw new DOMException('Stores are created while upgrading only.', 'InvalidStateError')
    if (this.stored.stores.has(name)) throw new DOMException(`There is a store ${name} already.`, 'ConstraintError')
    this.stored.stores.set(name, new Map())
    this.upgrade.scope.add(name)
    return new FakeObjectStore(this.upgrade, name)
  }

  deleteObjectStore(name: string): void {
    if (!this.upgrade) throw new DOMException('Stores are deleted while upgrading only.', 'InvalidStateError')
    this.stored.stores.delete(name)
  }

  transaction(
    names: string | readonly string[],
    mode: 'readonly' | 'readwrite' = 'readonly',
    { durability = 'relaxed' }: { durability?: 'strict' | 'relaxed' | 'default' } = {},
  ): FakeTransaction {
    const { indexedDB } = this.host.faults
    if (this.#isClosed || indexedDB === 'missing' || indexedDB === 'throws')
      throw new DOMException('The database connection is closing.', 'InvalidStateError')
    const scope = new Set(typeof names === 'string' ? [names] : names)
    for (const name of scope)
      if (!this.stored.stores.has(name)) throw new DOMException(`There is no store ${name}.`, 'NotFoundError')
    return new FakeTransaction(this, scope, mode, durability === 'strict')
  }

  /** Closes once the transactions under way have finished. */
  close(): void {
    this.#isClosed = true
    this.checkGone()
  }

  /** Takes the connection away, as a wipe or a lost server does. */
  lose(): void {
    if (this.#isClosed) return
    for (const transaction of this.#live()) transaction.fail(new DOMException('The connection was lost.', 'AbortError'))
    this.close()
    this.host.task(0, () => this.dispatch('close'))
  }

  /** Ends with its tab: what was not being committed aborts, what was is decided by the seed. */
  die(): void {
    this.#isClosed = true
    for (const transaction of this.#live()) transaction.die()
    this.checkGone()
  }

  /** Calls `listener` once nothing of this connection is left. */
  whenGone(listener: () => void): void {
    this.#whenGone.add(listener)
    this.checkGone()
  }

  checkGone(): void {
    if (!this.#isClosed || this.#live().length > 0) return
    this.stored.connections.delete(this)
    for (const listener of this.#whenGone) listener()
    this.#whenGone.clear()
  }

  #live(): FakeTransaction[] {
    return [...this.transactions]
  }
}

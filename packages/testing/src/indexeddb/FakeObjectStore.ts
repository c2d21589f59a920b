import type { Key } from './Disk.ts'
import { FakeCursor } from './FakeCursor.ts'
import { FakeRequest } from './FakeRequest.ts'
import type { FakeTransaction } from './FakeTransaction.ts'

/** An `IDBObjectStore` with out-of-line keys, which is all that key-value stores use. */
export class FakeObjectStore {
  readonly name: string
  readonly transaction: FakeTransaction

  constructor(transaction: FakeTransaction, name: string) {
    this.transaction = transaction
    this.name = name
  }

  get(key: Key): FakeRequest {
    return this.#ask(() => this.transaction.overlay.get(this.name, key))
  }

  getKey(key: Key): FakeRequest {
    return this.#ask(() => this.#keys(key)[0])
  }

  getAll(key?: Key): FakeRequest {
    return this.#ask(() => this.#keys(key).map((each) => this.transaction.overlay.get(this.name, each)))
  }

  getAllKeys(key?: Key): FakeRequest {
    return this.#ask(() => this.#keys(key))
  }

  count(key?: Key): FakeRequest {
    return this.#ask(() => this.#keys(key).length)
  }

  put(value: unknown, key: Key): FakeRequest {
    const copy = structuredClone(value)
    return this.#write(() => {
      if (this.transaction.db.host.faults.indexedDB === 'full')
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
      this.transaction.overlay.put(this.name, key, copy)
      return key
    })
  }

  add(value: unknown, key: Key): FakeRequest {
    const copy = structuredClone(value)
    return this.#write(() => {
      if (this.#keys(key).length > 0) throw new DOMException('There is a row of this key.', 'ConstraintError')
      this.transaction.overlay.put(this.name, key, copy)
      return key
    })
  }

  delete(key: Key): FakeRequest {
    return this.#write(() => this.transaction.overlay.delete(this.name, key))
  }

  clear(): FakeRequest {
    return this.#write(() => {
      for (const key of this.#keys()) this.transaction.overlay.delete(this.name, key)
    })
  }

  openCursor(): FakeRequest {
    const request = new FakeRequest(this.transaction)
    return this.#ask(() => new FakeCursor(this, request, this.#keys()).atFirst(), request)
  }

  #keys(only?: Key): Key[] {
    const keys = this.transaction.overlay.keys(this.name)
    return only === undefined ? keys : keys.filter((key) => key === only)
  }

  #write(perform: () => unknown): FakeRequest {
    if (this.transaction.mode === 'readonly') throw new DOMException('The transaction is read-only.', 'ReadOnlyError')
    return this.#ask(perform)
  }

  #ask(perform: () => unknown, request: FakeRequest = new FakeRequest(this.transaction)): FakeRequest {
    request.source = this
    return this.transaction.add({ request, perform })
  }
}

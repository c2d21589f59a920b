import type { Key } from './Disk.ts'
import type { FakeObjectStore } from './FakeObjectStore.ts'
import type { FakeRequest } from './FakeRequest.ts'

/** An `IDBCursorWithValue` that walks forward over the keys there were when it was opened. */
export class FakeCursor {
  readonly source: FakeObjectStore
  readonly request: FakeRequest
  readonly #keys: readonly Key[]
  #at = 0

  constructor(source: FakeObjectStore, request: FakeRequest, keys: readonly Key[]) {
    this.source = source
    this.request = request
    this.#keys = keys
  }

  get key(): Key {
    return this.#keys[this.#at]!
  }

  get primaryKey(): Key {
    return this.key
  }

  get value(): unknown {
    return this.source.transaction.overlay.get(this.source.name, this.key)
  }

  /** The cursor, or `null` where there is nothing to walk over. */
  atFirst(): FakeCursor | null {
    return this.#keys.length > 0 ? this : null
  }

  continue(): void {
    this.request.readyState = 'pending'
    this.source.transaction.add({
      request: this.request,
      perform: () => {
        this.#at += 1
        return this.#at < this.#keys.length ? this : null
      },
    })
  }

  update(value: unknown): FakeRequest {
    return this.source.put(value, this.key)
  }

  delete(): FakeRequest {
    return this.source.delete(this.key)
  }
}

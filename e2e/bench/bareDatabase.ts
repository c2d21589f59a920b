declare global {
  /** What a page would do by hand: one connection, and one transaction for each thing. */
  var bareDatabase: () => Promise<{
    get(key: string): Promise<unknown>
    put(key: string, value: unknown): Promise<void>
    update<T>(key: string, change: (value: T) => T): Promise<void>
  }>
}

/** Runs in every page before anything else: offers IndexedDB with nothing around it. */
export function offerBareDatabase(): void {
  globalThis.bareDatabase = async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('bare', 1)
      request.onupgradeneeded = () => request.result.createObjectStore('rows')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    const within = (mode: IDBTransactionMode, work: (store: IDBObjectStore) => void): Promise<void> =>
      new Promise((resolve, reject) => {
        const transaction = database.transaction('rows', mode, { durability: 'relaxed' })
        transaction.oncomplete = () => resolve()
        transaction.onabort = () => reject(transaction.error)
        work(transaction.objectStore('rows'))
      })
    return {
      get: (key) =>
        new Promise((resolve, reject) => {
          const request = database.transaction('rows').objectStore('rows').get(key)
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error)
        }),
      put: (key, value) => within('readwrite', (store) => void store.put(value, key)),
      update: (key, change) =>
        within('readwrite', (store) => {
          const request = store.get(key)
          request.onsuccess = () => void store.put(change(request.result), key)
        }),
    }
  }
}

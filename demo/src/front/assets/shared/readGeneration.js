// @ts-check

/**
 * The number of the session's newest row in Holdfast's database, which an app has no business to know: a demo may show
 * it. Resolves with `null` where there is none. Reads only, and never makes the database.
 *
 * @returns {Promise<number | null>}
 */
export async function readGeneration() {
  try {
    const database = await open()
    try {
      return newest(await all(database))
    } finally {
      database.close()
    }
  } catch {
    return null
  }
}

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('holdfast')
    // Not there yet: leave it to Holdfast to make it.
    request.onupgradeneeded = () => request.transaction?.abort()
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/**
 * @param {IDBDatabase} database
 * @returns {Promise<any[]>}
 */
function all(database) {
  return new Promise((resolve, reject) => {
    const request = database.transaction('rows').objectStore('rows').getAll()
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** @param {any[]} rows */
function newest(rows) {
  const generations = rows.filter((row) => row?.data?.sessionId).map((row) => Number(row.generation))
  return generations.length > 0 ? Math.max(...generations) : null
}

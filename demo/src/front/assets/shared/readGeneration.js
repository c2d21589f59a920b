// @ts-check

/**
 * The number of a row in Holdfast's database, which an app has no business to know: a demo may show it. Resolves with
 * `null` where there is none. Reads only, and never makes the database.
 *
 * @param {string} key
 * @returns {Promise<number | null>}
 */
export async function readGeneration(key) {
  try {
    const database = await open()
    try {
      return (await getRow(database, key))?.generation ?? null
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
 * @param {string} key
 * @returns {Promise<{ readonly generation?: number } | undefined>}
 */
function getRow(database, key) {
  return new Promise((resolve, reject) => {
    const request = database.transaction('rows').objectStore('rows').get(key)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** How long a store may take to connect or to answer, in milliseconds. */
export const storeLimit = 2000

/** Rejects if `work` takes longer than a store may. */
export async function withinLimit<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing was heard for ${storeLimit} ms`)), storeLimit)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

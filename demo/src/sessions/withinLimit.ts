/** How long a store may take to connect or to answer, in milliseconds. */
const storeLimit = 2000

/**
 * For the limits of clients themselves, which should only tidy up: when this process was held up, their timers run before
 * they see the answer that has come meanwhile.
 */
export const clientLimit: number = 2 * storeLimit

/** Rejects if `work` takes longer than a store may, and calls `onLate`. */
export async function withinLimit<T>(work: Promise<T>, onLate?: () => void): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    const giveUp = (): void => {
      onLate?.()
      reject(new Error(`nothing was heard for ${storeLimit} ms`))
    }
    // One look at what has come in is had before it is late.
    timer = setTimeout(() => {
      const turn = setImmediate(giveUp)
      work.then(
        () => clearImmediate(turn),
        () => clearImmediate(turn),
      )
    }, storeLimit)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

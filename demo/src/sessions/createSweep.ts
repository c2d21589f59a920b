const interval = 60_000

/** For stores that forget nothing by themselves: what it returns runs `sweep` at most once a minute. */
export function createSweep(sweep: () => Promise<unknown>): () => void {
  let next = 0
  return () => {
    if (Date.now() < next) return
    next = Date.now() + interval
    // Expired rows are never handed out, so that a sweep may fail and the next one do its work.
    sweep().catch(() => undefined)
  }
}

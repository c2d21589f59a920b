import type { Platform } from '@holdfast/core'

/** Waits that can be cut short. */
export interface Pause {
  wait(ms: number): Promise<void>
  /** Ends the wait under way, if there is one. */
  end(): void
}

export function createPause({ setTimer }: Platform['clock']): Pause {
  let end = (): void => {}
  return {
    wait: (ms) =>
      new Promise((resolve) => {
        const cancel = setTimer(resolve, ms)
        end = () => {
          cancel()
          resolve()
        }
      }),
    end: () => end(),
  }
}

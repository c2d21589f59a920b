import type { Platform } from '../src/platform/Platform.ts'

export interface Counted {
  readonly platform: Platform
  /** What is open now. */
  readonly open: { timers: number; wakes: number; channels: number; connections: number }
  /** How often anything of the world was used. */
  readonly uses: () => number
}

/** A platform that counts what is taken from it and given back. */
export function countUses(platform: Platform): Counted {
  const open = { timers: 0, wakes: 0, channels: 0, connections: 0 }
  let uses = 0
  const take = (what: keyof typeof open): (() => void) => {
    uses++
    open[what]++
    let isOpen = true
    return () => {
      if (isOpen) open[what]--
      isOpen = false
    }
  }
  const factory = {
    open(name: string, version?: number) {
      const request = platform.indexedDB!.open(name, version)
      request.addEventListener('success', () => {
        const { result } = request
        const done = take('connections')
        const { close } = result
        result.close = () => {
          done()
          close.call(result)
        }
        result.addEventListener('close', done)
      })
      return request
    },
  } as IDBFactory
  const counted: Platform = {
    ...platform,
    clock: {
      ...platform.clock,
      setTimer(callback, delay) {
        const done = take('timers')
        const cancel = platform.clock.setTimer(() => {
          done()
          callback()
        }, delay)
        return () => {
          done()
          cancel()
        }
      },
    },
    get indexedDB() {
      uses++
      return factory
    },
    get locks() {
      uses++
      return platform.locks
    },
    get localStorage() {
      uses++
      return platform.localStorage
    },
    get sessionStorage() {
      uses++
      return platform.sessionStorage
    },
    openChannel(name, listener) {
      const done = take('channels')
      const channel = platform.openChannel(name, listener)
      return (
        channel && {
          post: channel.post,
          close() {
            done()
            channel.close()
          },
        }
      )
    },
    onWake(listener, withInput) {
      const done = take('wakes')
      const end = platform.onWake(listener, withInput)
      return () => {
        done()
        end()
      }
    },
    fetch(input, init) {
      uses++
      return platform.fetch(input, init)
    },
  }
  return { platform: counted, open, uses: () => uses }
}

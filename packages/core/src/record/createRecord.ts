import { createListeners } from '../createListeners.ts'
import { HoldfastError } from '../HoldfastError.ts'
import { browserPlatform } from '../platform/browserPlatform.ts'
import { limitTime } from '../platform/limitTime.ts'
import type { Platform } from '../platform/Platform.ts'
import { tooLate } from '../platform/tooLate.ts'
import type { WaitOptions } from '../Readable.ts'
import type { Made } from './createCodec.ts'
import { createOwned } from './createOwned.ts'
import { OWNER, type Owner } from './Owner.ts'
import { checkRecordOptions, type RecordOptions } from './RecordOptions.ts'
import type { RecordSnapshot, SharedRecord } from './SharedRecord.ts'

/** How long a call waits by default, in milliseconds. */
const TIMEOUT = 10_000

/**
 * Creates a record. Nothing runs until it is first used; on a server it shows `initial` and its calls reject with
 * `BROWSER_ONLY`. Throws `INVALID_OPTION`.
 */
export function createRecord<T>(options: RecordOptions<T>): SharedRecord<T> {
  checkRecordOptions(options)
  const { name, initial, isTrusted } = options
  const owner = (options.owner as { readonly [OWNER]?: Owner } | undefined)?.[OWNER]
  const platform = options.platform ?? owner?.platform ?? browserPlatform()
  if (platform && options.owner && !owner)
    throw new HoldfastError('INVALID_OPTION', 'owner must be a session that createSession made.')
  let snapshot: RecordSnapshot<T> = { status: 'loading', value: initial, isDurable: true }
  let ends: (() => void)[] = []
  const listeners = createListeners<void>()
  // On a server there is no platform, and none is asked for before `start`, which does nothing there.
  const owned = createOwned(options, platform as Platform, owner, show)

  /** Shows what is committed with this tab's edits on top; an edit that throws there is dropped. */
  function show(): void {
    const committed = owned.getCommitted()
    let made: Made<T> = committed
    for (const edit of owned.edits) {
      try {
        made = edit.apply(made)
      } catch (error) {
        // Before the first read it may fit all the same: the commit decides.
        if (committed.status !== 'loading') edit.drop(error)
      }
    }
    const isDurable = owned.isDurable()
    let { value } = made
    // What looks the same is the same, but where somebody vouches that it is not.
    if (!isTrusted?.(value) && JSON.stringify(value) === JSON.stringify(snapshot.value)) value = snapshot.value
    if (committed.status === snapshot.status && Object.is(value, snapshot.value) && isDurable === snapshot.isDurable)
      return
    snapshot = { status: committed.status as typeof snapshot.status, value, isDurable }
    listeners.call()
  }

  function start(): void {
    if (ends[0] || !platform) return
    if (platform.isPrerendering()) ends = [platform.onWake((wake) => wake === 'activated' && restart())]
    else ends = [owner?.isStopped() ? owner.onTurn(restart) : owned.start(restart)]
  }

  function restart(): void {
    stop()
    start()
  }

  function stop(): void {
    for (const end of ends) end()
    ends = []
  }

  /** Runs what needs a browser and a record that runs. */
  async function limit<V>(
    work: (signal: AbortSignal) => Promise<V>,
    { signal, timeout = TIMEOUT }: WaitOptions = {},
  ): Promise<V> {
    if (!platform)
      throw new HoldfastError('BROWSER_ONLY', 'Records live in the browser; call this in an event handler.')
    owner?.start()
    start()
    const late = (): unknown => tooLate(`The record ${name}`, timeout)
    return limitTime(platform.clock, timeout, [signal], late, work)
  }

  function whenRead(signal: AbortSignal): Promise<T> {
    return new Promise((resolve) => {
      const end = listeners.add(look)
      signal.addEventListener('abort', end)
      look()
      function look(): void {
        if (snapshot.status === 'loading') return
        end()
        resolve(snapshot.value)
      }
    })
  }

  const add = (change: ((value: T) => T) | null, waiting?: WaitOptions): Promise<T> =>
    limit((signal) => owned.add(change, signal), waiting)

  return {
    name,
    initial,
    getSnapshot: () => snapshot,
    subscribe(listener) {
      start()
      return listeners.add(listener)
    },
    ready: (waiting) => limit(whenRead, waiting),
    update: add,
    async remove(waiting) {
      await add(null, waiting)
    },
    stop,
  }
}

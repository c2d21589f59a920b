import { createListeners } from '../createListeners.ts'
import { HoldfastError } from '../HoldfastError.ts'
import { browserPlatform } from '../platform/browserPlatform.ts'
import { limitTime } from '../platform/limitTime.ts'
import type { Platform } from '../platform/Platform.ts'
import type { WaitOptions } from '../Readable.ts'
import { createNews } from './createNews.ts'
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
  const { name, initial } = options
  const owner = (options.owner as { readonly [OWNER]?: Owner } | undefined)?.[OWNER]
  const platform = options.platform ?? owner?.platform ?? browserPlatform()
  if (platform && options.owner && !owner)
    throw new HoldfastError('INVALID_OPTION', 'owner must be a session that createSession made.')
  let snapshot: RecordSnapshot<T> = { status: 'loading', value: initial, isDurable: true }
  let ends: (() => void)[] | null = null
  const listeners = createListeners<void>()
  const owned = platform && createOwned({ options, platform, owner, onChange: show, onWritten: (at) => news?.tell(at) })
  const news =
    owned &&
    createNews({
      platform,
      getRecord: () => owned.getCell()?.access.rowKey ?? name,
      getGeneration: () => owned.getCell()?.getGeneration() ?? 0,
      look: () =>
        void owned
          .getCell()
          ?.read()
          .catch(() => {}),
      letGo: () => owned.getCell()?.access.close(),
    })

  /** Shows what is committed with this tab's edits on top; an edit that throws there is dropped. */
  function show(): void {
    const cell = owned?.getCell()
    const committed = cell?.getCommitted()
    let value = committed ? committed.value : cell ? cell.hint : initial
    for (const edit of owned?.edits ?? []) {
      try {
        if (!edit.isOver) value = edit.change(value)
      } catch (error) {
        // Before the first read it may fit all the same: the commit decides.
        if (!committed) continue
        edit.drop(error)
      }
    }
    // An edit is made here and again in its commit: what looks the same is the same.
    if (!Object.is(value, snapshot.value) && JSON.stringify(value) === JSON.stringify(snapshot.value))
      value = snapshot.value
    const { isDurable } = cell?.access ?? snapshot
    const status = committed?.status ?? 'loading'
    if (status === snapshot.status && Object.is(value, snapshot.value) && isDurable === snapshot.isDurable) return
    snapshot = { status, value, isDurable }
    listeners.call()
  }

  function start(): void {
    if (ends || !platform) return
    ends = []
    if (!platform.isPrerendering()) {
      run()
      return
    }
    const end = platform.onWake((wake) => {
      if (wake !== 'activated') return
      end()
      run()
    })
    ends.push(end)
  }

  function run(): void {
    if (!owned || !news) return
    ends?.push(news.start(), owned.start())
    if (owner) ends?.push(owner.onStop(stop))
  }

  function stop(): void {
    if (!ends) return
    for (const end of ends) end()
    ends = null
  }

  /** What a call needs: a browser, and a record that runs. */
  function use(): { readonly platform: Platform; readonly owned: NonNullable<typeof owned> } {
    if (!platform || !owned)
      throw new HoldfastError('BROWSER_ONLY', 'Records live in the browser; call this from an effect or a handler.')
    start()
    return { platform, owned }
  }

  function limit<V>(
    work: (signal: AbortSignal) => Promise<V>,
    { signal, timeout = TIMEOUT }: WaitOptions = {},
  ): Promise<V> {
    const late = (): unknown =>
      new HoldfastError('TIMEOUT', `The record ${name} took longer than ${timeout} ms; try again.`)
    return limitTime(use().platform.clock, timeout, [signal], late, work)
  }

  return {
    name,
    getSnapshot: () => snapshot,
    subscribe(listener) {
      start()
      return listeners.add(listener)
    },
    async ready(waiting) {
      use()
      let end = (): void => {}
      await limit(
        () =>
          new Promise<void>((resolve) => {
            const look = (): void => {
              if (snapshot.status !== 'loading') resolve()
            }
            end = listeners.add(look)
            look()
          }),
        waiting,
      ).finally(() => end())
      return snapshot.value
    },
    async update(change, waiting) {
      const { owned: edits } = use()
      waiting?.signal?.throwIfAborted()
      return limit((signal) => edits.add(change, signal), waiting)
    },
    async remove(waiting) {
      const { owned: edits } = use()
      waiting?.signal?.throwIfAborted()
      await limit((signal) => edits.add(null, signal), waiting)
    },
    stop,
  }
}

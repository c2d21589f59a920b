import { createLane } from '../world/createLane.ts'
import type { Timeline } from '../world/createTimeline.ts'

/** What every tab of an origin comes to see of a set of texts, each in its own time. */
export interface LaggingMap<Value> {
  /** What the browser itself holds. */
  readonly truth: ReadonlyMap<string, Value>
  /** Writes as another process would; every view sees it late. `null` removes. */
  write(key: string, value: Value | null): void
  /** Opens a tab's view, which starts with the truth. */
  openView(): LaggingView<Value>
  /** Removes everything, in every view at once. */
  wipe(): void
}

export interface LaggingView<Value> {
  get(key: string): Value | null
  entries(): [string, Value][]
  /** Seen by this view at once. */
  write(key: string, value: Value | null): void
  close(): void
}

interface Write<Value> {
  readonly key: string
  readonly value: Value | null
  readonly order: number
  readonly seenAt: number
}

interface View<Value> {
  readonly seen: Map<string, { readonly value: Value | null; readonly order: number }>
  coming: Write<Value>[]
  readonly lane: (delay: number) => number
}

/**
 * A browser process tells each tab of the others' writes when it gets round to it, whatever locks have been handed
 * over meanwhile (WHATWG HTML issues 335 and 403). Whoever wrote last wins everywhere in the end.
 */
export function createLaggingMap<Value>(
  timeline: Timeline,
  [least, most]: readonly [number, number],
): LaggingMap<Value> {
  const truth = new Map<string, Value>()
  const views = new Set<View<Value>>()
  let order = 0

  const write = (key: string, value: Value | null, writer?: View<Value>): void => {
    order += 1
    if (value === null) truth.delete(key)
    else truth.set(key, value)
    writer?.seen.set(key, { value, order })
    for (const view of views) {
      if (view === writer) continue
      // Most writes are seen soon, a few very late.
      const delay = view.lane(least + (most - least) * timeline.random.next() ** 3)
      view.coming.push({ key, value, order, seenAt: timeline.now() + delay })
    }
  }

  const catchUp = (view: View<Value>): void => {
    const now = timeline.now()
    while (view.coming[0] && view.coming[0].seenAt <= now) {
      const { key, value, order } = view.coming.shift()!
      if ((view.seen.get(key)?.order ?? 0) < order) view.seen.set(key, { value, order })
    }
  }

  return {
    truth,
    write: (key, value) => write(key, value),
    openView: () => {
      const seen = new Map([...truth].map(([key, value]) => [key, { value, order }]))
      const view: View<Value> = { seen, coming: [], lane: createLane(timeline) }
      views.add(view)
      return {
        get: (key) => {
          catchUp(view)
          return view.seen.get(key)?.value ?? null
        },
        entries: () => {
          catchUp(view)
          return [...view.seen].flatMap(([key, { value }]) => (value === null ? [] : [[key, value] as [string, Value]]))
        },
        write: (key, value) => {
          catchUp(view)
          write(key, value, view)
        },
        close: () => views.delete(view),
      }
    },
    wipe: () => {
      truth.clear()
      for (const view of views) {
        view.seen.clear()
        view.coming = []
      }
    },
  }
}

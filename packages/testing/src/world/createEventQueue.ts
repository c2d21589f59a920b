/** Something that will happen. */
export interface QueuedEvent {
  readonly time: number
  /** Orders events of the same time; lowest first. */
  readonly tie: number
  readonly order: number
  /** `null` once cancelled. */
  run: (() => void) | null
}

export interface EventQueue {
  push(event: QueuedEvent): void
  peek(): QueuedEvent | undefined
  pop(): QueuedEvent | undefined
}

const isBefore = (a: QueuedEvent, b: QueuedEvent): boolean =>
  a.time !== b.time ? a.time < b.time : a.tie !== b.tie ? a.tie < b.tie : a.order < b.order

/** A binary heap; cancelled events are dropped when they surface. */
export function createEventQueue(): EventQueue {
  const heap: QueuedEvent[] = []

  const swap = (a: number, b: number): void => {
    const kept = heap[a]!
    heap[a] = heap[b]!
    heap[b] = kept
  }
  const rise = (index: number): void => {
    for (let at = index; at > 0; ) {
      const parent = (at - 1) >> 1
      if (!isBefore(heap[at]!, heap[parent]!)) return
      swap(at, parent)
      at = parent
    }
  }
  const sink = (): void => {
    for (let at = 0; ; ) {
      let first = at
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < heap.length && isBefore(heap[child]!, heap[first]!)) first = child
      if (first === at) return
      swap(at, first)
      at = first
    }
  }
  const removeFirst = (): QueuedEvent | undefined => {
    const first = heap[0]
    const last = heap.pop()
    if (last && last !== first) {
      heap[0] = last
      sink()
    }
    return first
  }
  const peek = (): QueuedEvent | undefined => {
    while (heap[0]?.run === null) removeFirst()
    return heap[0]
  }

  return {
    push: (event) => {
      heap.push(event)
      rise(heap.length - 1)
    },
    peek,
    pop: () => (peek() ? removeFirst() : undefined),
  }
}

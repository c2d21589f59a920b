import type { Step } from './step/Step.ts'

/** Edits of one line that follow one another within so many milliseconds are one gesture: a stepper that is held down. */
const GESTURE = 1_000
/** How many edits are remembered. */
const MOST = 200

/** What takes an edit back. */
export interface Entry {
  /** The cart it was made on; another owner's is not touched. */
  cart: string
  steps: readonly Step[]
  readonly isJoined: boolean
}

export interface History {
  /** Notes an edit, before it is made; one that can be joined with the last belongs to the same gesture. */
  add(subject: string, now: number): Entry
  /** Takes the last gesture off, and notes what will bring it back; `null`: there is none. */
  take(from: 'undo' | 'redo'): { readonly steps: readonly Step[]; readonly cart: string; readonly back: Entry } | null
  /** Puts a gesture back that could not be undone, or redone. */
  put(into: 'undo' | 'redo', gesture: Pick<Entry, 'cart' | 'steps'>): void
  /** Forgets an edit that was not made. */
  drop(entry: Entry): void
  has(what: 'undo' | 'redo', cart: string): boolean
}

/** Remembers this tab's edits, so that they can be undone and redone. */
export function createHistory(): History {
  const stacks: Record<'undo' | 'redo', Entry[]> = { undo: [], redo: [] }
  let lastSubject = ''
  let lastTime = 0

  function push(stack: 'undo' | 'redo', isJoined: boolean): Entry {
    const entry: Entry = { cart: '', steps: [], isJoined }
    stacks[stack].push(entry)
    return entry
  }

  return {
    add(subject, now) {
      const isJoined = subject !== '' && subject === lastSubject && Math.abs(now - lastTime) < GESTURE
      lastSubject = subject
      lastTime = now
      stacks.redo = []
      stacks.undo = stacks.undo.slice(-MOST)
      return push('undo', isJoined)
    },
    take(from) {
      const steps: Step[] = []
      let entry: Entry | undefined
      do {
        entry = stacks[from].pop()
        steps.push(...(entry?.steps ?? []))
      } while (entry?.isJoined && stacks[from][0])
      lastSubject = ''
      return entry ? { steps, cart: entry.cart, back: push(from === 'undo' ? 'redo' : 'undo', false) } : null
    },
    put(into, { cart, steps }) {
      stacks[into].push({ cart, steps, isJoined: false })
    },
    drop(entry) {
      for (const stack of Object.values(stacks)) if (stack.includes(entry)) stack.splice(stack.indexOf(entry), 1)
    },
    has: (what, cart) => stacks[what].at(-1)?.cart === cart,
  }
}

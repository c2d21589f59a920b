import { persist } from 'zustand/middleware'
import { createStore } from 'zustand/vanilla'

export interface Pieces {
  readonly pieces: Readonly<Record<string, number>>
  add(line: string): void
}

export const createZustandStore = () =>
  createStore<Pieces>()(
    persist(
      (set) => ({
        pieces: {},
        add: (line) => set(({ pieces }) => ({ pieces: { ...pieces, [line]: (pieces[line] ?? 0) + 1 } })),
      }),
      { name: 'cart' },
    ),
  )

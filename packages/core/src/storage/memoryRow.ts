import { nextGeneration } from './nextGeneration.ts'
import { plainSeals } from './plainSeals.ts'
import type { OpenOptions, Row, RowAccess } from './RecordStorage.ts'

/** A row that this page alone sees, until it is closed. */
export function memoryRow({ platform }: Pick<OpenOptions, 'platform'>): RowAccess {
  let row: Row | null = null
  return {
    kind: 'memory',
    isDurable: false,
    isShared: false,
    rowKey: null,
    peek: () => null,
    read: async () => row,
    async commit(change) {
      const draft = change(row, { pinned: undefined, absorbed: undefined })
      if (draft !== undefined) row = draft && { ...draft, generation: nextGeneration(row, platform.clock) }
      return row
    },
    ...plainSeals,
    close() {},
  }
}

import { nextRow } from './nextRow.ts'
import { ALONE, plainRow } from './plainRow.ts'
import type { OpenOptions, Row, RowAccess } from './RecordStorage.ts'

/** A row that this page alone sees, until it is closed. */
export function memoryRow({ platform }: Pick<OpenOptions, 'platform'>): RowAccess {
  let row: Row | null = null
  return {
    ...plainRow,
    kind: 'memory',
    isDurable: false,
    isShared: false,
    read: async () => row,
    async commit(change) {
      const draft = change(row, ALONE)
      if (draft !== undefined) row = nextRow(row, draft, platform.clock)
      return row
    },
  }
}

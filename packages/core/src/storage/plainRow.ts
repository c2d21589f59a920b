import type { Beside, RowAccess } from './RecordStorage.ts'

/** What a change is given where no other row can be read in its transaction. */
export const ALONE: Beside = { pinned: undefined, absorbed: undefined }

/** What most rows have in common. They seal nothing; sealed things are bytes, and another storage's cannot be read here. */
export const plainRow: Omit<RowAccess, 'kind' | 'read' | 'commit'> = {
  isDurable: true,
  isShared: true,
  rowKey: null,
  peek: () => null,
  seal: async (secret) => secret,
  unseal: async (sealed) => (ArrayBuffer.isView(sealed) ? undefined : sealed),
  close() {},
}

import type { RowAccess } from '../storage/RecordStorage.ts'

/** The lock under which a session's refresh requests are sent. */
export function lockOf({
  access,
  name,
}: {
  readonly access: Pick<RowAccess, 'rowKey'>
  readonly name: string
}): string {
  return `holdfast:${access.rowKey ?? name}`
}

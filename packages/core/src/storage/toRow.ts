import type { Row } from './RecordStorage.ts'

/** Deeper data overflows the stack of whoever walks it; an own `__proto__` key turns hostile when it is copied. */
function isSane(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return true
  return depth > 0 && Object.entries(value).every(([key, member]) => key !== '__proto__' && isSane(member, depth - 1))
}

/** `value` if it is a row, else `null`: whatever lies in a storage may have been cut short or planted. */
export function toRow(value: unknown): Row | null {
  const row = value as Row | null | undefined
  const isRow = Number.isSafeInteger(row?.generation) && Number.isSafeInteger(row?.version) && row?.data !== undefined
  return isRow && isSane(value, 99) ? row : null
}

import type { Row } from './RecordStorage.ts'

/**
 * Deeper data overflows the stack of whoever walks it; an own `__proto__` key turns hostile when it is copied. What is
 * met again is not walked again: 90 pairs of one another would take for ever.
 */
function isSane(value: unknown, depth: number, seen: Set<unknown>): boolean {
  if (!value || typeof value !== 'object' || ArrayBuffer.isView(value) || seen.has(value)) return true
  seen.add(value)
  return (
    depth > 0 && Object.entries(value).every(([key, member]) => key !== '__proto__' && isSane(member, depth - 1, seen))
  )
}

/** `value` if it is a row that can have a successor, else `null`: what lies in a storage may be cut short or planted. */
export function toRow(value: unknown): Row | null {
  const { generation = NaN, version, data } = (value ?? {}) as Partial<Row>
  const isRow = [generation, generation + 1, version].every(Number.isSafeInteger) && data !== undefined
  return isRow && isSane(value, 99, new Set()) ? (value as Row) : null
}

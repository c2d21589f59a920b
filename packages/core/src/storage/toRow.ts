import type { Row } from './RecordStorage.ts'

/** Deeper data overflows the stack of whoever walks it. */
const DEEPEST = 99
/** How much a row may hold: characters, names included, and 20 for each object. */
const LARGEST = 10_000_000

/** `value` if it is a row that can have a successor, else `null`: what lies in a storage may be cut short or planted. */
export function toRow(value: unknown): Row | null {
  const { generation = NaN, version, data } = (value ?? {}) as Partial<Row>
  let left = LARGEST

  /**
   * What is met again counts again, as it will for whoever copies it: 90 pairs of one another would take for ever. An
   * own `__proto__` key turns hostile when it is copied.
   */
  function isSane(part: unknown, depth: number): boolean {
    if (typeof part === 'string') left -= part.length
    if (!part || typeof part !== 'object' || ArrayBuffer.isView(part)) return left > 0
    left -= 20
    return (
      depth > 0 &&
      Object.keys(part).every(
        (key) => key !== '__proto__' && isSane(key, depth) && isSane(part[key as keyof typeof part], depth - 1),
      )
    )
  }

  // Twice the number must be one too: see nextRow.
  const isRow = [generation, generation * 2, version].every(Number.isSafeInteger) && data !== undefined
  return isRow && isSane(value, DEEPEST) ? (value as Row) : null
}

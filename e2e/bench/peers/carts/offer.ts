/** What the page of a library offers to the harness: each adds one piece by the library's normal way, and counts what it shows. */
export interface Subject {
  addPiece(line: string): unknown
  countPieces(): number
}

declare global {
  /** Set once the library has read what is stored. */
  var countPieces: Subject['countPieces']
}

/** Lets the harness begin. */
export function offer({ addPiece, countPieces }: Subject): void {
  globalThis.addPiece = addPiece
  globalThis.countPieces = countPieces
}

export function sumOf(pieces: Readonly<Record<string, number>>): number {
  return Object.values(pieces).reduce((sum, count) => sum + count, 0)
}

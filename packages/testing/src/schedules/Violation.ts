/** An invariant of the design that a schedule has broken. */
export class Violation extends Error {
  override readonly name = 'Violation'
  readonly invariant: number

  constructor(invariant: number, message: string) {
    super(`Invariant ${invariant}: ${message}`)
    this.invariant = invariant
  }
}

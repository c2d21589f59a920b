/** One thing that a storage or a source must do. Give `name` and `run` to any test runner. */
export interface ConformanceCase {
  readonly name: string
  /** Rejects with an `AssertionError` that says what was expected. */
  run(): Promise<void>
}

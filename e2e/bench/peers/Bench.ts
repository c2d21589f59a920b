/** What the page of a library tells of itself. */
export interface Bench {
  renders: number
  name: string | null
  refresh(): Promise<unknown>
}

declare global {
  var bench: Bench
}

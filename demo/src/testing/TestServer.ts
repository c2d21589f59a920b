/** A real server that tests start: on loopback, a free port, with its data in a folder of its own. */
export interface TestServer {
  /** As `createSessionStore` takes it. */
  readonly uri: string
  /** Of the process that listens, for those who freeze or end it. */
  readonly pid: () => number
  /** Ends the process; what it keeps on disk stays. */
  stop(): Promise<void>
  /** Starts it again at the same address; resolves when it answers. */
  start(): Promise<void>
  /** Ends the process and removes its folder. */
  close(): Promise<void>
}

/** Whether one visitor's requests go to the instances in turn, or all to the same. */
export type Routing = 'round-robin' | 'sticky'

export interface ScaledOptions {
  /** Of each service; at least 2. */
  readonly instances: number
  readonly routing: Routing
  /** The URI of the store of server sessions. */
  readonly store: string
  /** A file, which the instances share. */
  readonly database: string
  readonly host: string
  readonly port: number
}

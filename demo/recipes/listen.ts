import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server of this machine alone, whose address is known before there is anything to answer. */
export interface Listening {
  /** Without a slash at the end. */
  readonly url: string
  serve(app: RequestListener): void
  close(): Promise<void>
}

export async function listen(port = 0): Promise<Listening> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: (app) => void server.on('request', app),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** The connections that browsers hold open to a server. */
export interface Connections {
  /** Ends those that wait for their next request. */
  endIdle(): void
}

/** Watches the connections of `server`. */
export function createConnections(server: Server): Connections {
  const requestsOn = new Map<Socket, number>()
  server.on('connection', (socket: Socket) => {
    requestsOn.set(socket, 0)
    socket.once('close', () => requestsOn.delete(socket))
  })
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const count = (by: number): void => {
      const requests = requestsOn.get(socket)
      if (requests !== undefined) requestsOn.set(socket, requests + by)
    }
    count(1)
    response.once('finish', () => count(-1))
  })
  return {
    endIdle() {
      for (const [socket, requests] of requestsOn) if (requests === 0) socket.destroy()
    },
  }
}

import { once } from 'node:events'
import { createServer } from 'node:net'
import { freePort } from './freePort.ts'

const tries = 50

/** The first port from `first` on that nobody listens on; any for 0. */
export async function firstFreePort(first: number, host: string): Promise<number> {
  if (first === 0) return freePort()
  for (let port = first; port < first + tries; port += 1) {
    const server = createServer()
    try {
      await once(server.listen(port, host), 'listening')
      return port
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    } finally {
      server.close()
    }
  }
  throw new Error(`Every port from ${first} to ${first + tries - 1} is taken.`)
}

import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'

export interface ListenOptions {
  readonly port: number
  readonly host: string
}

/** Listens; resolves with the address, without a slash at the end. Rejects, with `service` closed, if the port is taken. */
export async function listen(service: FastifyInstance, { port, host }: ListenOptions): Promise<string> {
  try {
    await service.listen({ port, host })
  } catch (error) {
    await service.close()
    throw error
  }
  const { address, family, port: taken } = service.server.address() as AddressInfo
  const reachable = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address
  return `http://${family === 'IPv6' && reachable === address ? `[${address}]` : reachable}:${taken}`
}

import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ShopServer, ShopServerOptions } from './createShopServer.ts'
import { createShopServer } from './createShopServer.ts'
import { readArguments } from './readArguments.ts'
import type { ScaledShop } from './scale/startScaled.ts'
import { startScaled } from './scale/startScaled.ts'

const tries = 50

/** Listens on `first` or the next free port above it. */
async function listenFrom(first: number, options: ShopServerOptions): Promise<ShopServer> {
  for (let port = first; ; port += 1) {
    try {
      return await createShopServer({ ...options, port })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || port - first >= tries) throw error
    }
  }
}

async function start(): Promise<ShopServer | ScaledShop> {
  const { PORT = '5173', HOST: host = '127.0.0.1', DATABASE } = process.env
  const database = DATABASE ?? fileURLToPath(new URL('../.data/shop.sqlite', import.meta.url))
  const beside = database === ':memory:' ? 'memory:' : `sqlite:${join(dirname(database), 'sessions.sqlite')}`
  const { store = beside, instances, routing } = readArguments(process.argv.slice(2))
  const options = { host, database, store }
  return instances > 1
    ? startScaled({ ...options, instances, routing, port: Number(PORT) })
    : listenFrom(Number(PORT), options)
}

try {
  const server = await start()
  process.stdout.write(`The shop is open at ${server.url}/plain (with React at /react, with Vue at /vue)\n`)
  const pids = 'instances' in server ? server.instances.map(({ pid }) => pid) : []
  if (pids.length > 0)
    process.stdout.write(`Each instance is a process: ${pids.join(', ')}. End one with kill -9, and go on shopping.\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close())
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`)
  process.exit(1)
}

import { fileURLToPath } from 'node:url'
import type { ShopServer, ShopServerOptions } from './createShopServer.ts'
import { createShopServer } from './createShopServer.ts'

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

const { PORT = '5173', HOST = '127.0.0.1', DATABASE } = process.env
const database = DATABASE ?? fileURLToPath(new URL('../.data/shop.sqlite', import.meta.url))
const server = await listenFrom(Number(PORT), { host: HOST, database })
process.stdout.write(`The shop is open at ${server.url}/plain (with React at /react, with Vue at /vue)\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close())

import { createControl } from './control/createControl.ts'
import { createJournal } from './control/createJournal.ts'
import type { Settings } from './control/Settings.ts'
import { createDatabase } from './createDatabase.ts'
import { createServices } from './createServices.ts'
import { createGateway } from './gateway/createGateway.ts'
import { listen } from './http/listen.ts'
import { createSessionEnds } from './sessions/createSessionEnds.ts'
import { openSessions } from './sessions/openSessions.ts'
import type { SessionStore } from './sessions/SessionStore.ts'

export interface ShopServerOptions {
  /** @default 0, any free one */
  readonly port?: number
  /** @default '127.0.0.1' */
  readonly host?: string
  /** A file, or `:memory:`. @default ':memory:' */
  readonly database?: string
  /** Where server sessions are kept, closed with the shop; a URI, or a store that is open. @default 'memory:' */
  readonly store?: string | SessionStore
  /** What the settings are at the start and after a reset, where it is not the default. */
  readonly settings?: Partial<Settings>
  /** Called with every access and refresh token that is issued: for tests that look for where they turn up. */
  readonly onIssued?: (token: string) => void
}

export interface ShopServer {
  /** Where it listens, without a slash at the end. */
  readonly url: string
  /** Ends every connection and closes the database. */
  close(): Promise<void>
}

/**
 * Starts the demo shop in one process: its services, and a gateway with its pages and the switches to break them. Rejects
 * if the port is taken.
 */
export async function createShopServer(options: ShopServerOptions = {}): Promise<ShopServer> {
  const { port = 0, host = '127.0.0.1', store = 'memory:', onIssued } = options
  const sessions = typeof store === 'string' ? await openSessions(store) : store
  const database = createDatabase(options.database ?? ':memory:')
  const control = createControl(options.settings ?? {})
  const journal = createJournal()
  let url = ''

  const services = await createServices({
    database,
    sessions,
    issuer: () => `${url}/identity`,
    settings: control.settings,
    accepts: control.acceptsTokenOf,
    note: journal.note,
    ...(onIssued && { onIssued }),
  })
  const ends = createSessionEnds(database)
  const isSealed = sessions === 'sealed'
  const gateway = await createGateway({ upstreams: services.urls, control, journal, database, ends, isSealed })
  gateway.addHook('onClose', async () => {
    await services.close()
    if (sessions !== 'sealed') await sessions.close()
    database.close()
  })
  url = await listen(gateway, { port, host })
  return { url, close: () => gateway.close() }
}

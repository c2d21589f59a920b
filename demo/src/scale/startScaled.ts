import type { Control } from '../control/createControl.ts'
import { createControl } from '../control/createControl.ts'
import { createJournal } from '../control/createJournal.ts'
import { createDatabase } from '../createDatabase.ts'
import type { ShopServer } from '../createShopServer.ts'
import { createGateway } from '../gateway/createGateway.ts'
import { listen } from '../http/listen.ts'
import { firstFreePort } from '../programs/firstFreePort.ts'
import { createSessionEnds } from '../sessions/createSessionEnds.ts'
import { parseStoreUri } from '../sessions/parseStoreUri.ts'
import type { ControlChange } from './messages.ts'
import type { ScaledOptions } from './ScaledOptions.ts'
import type { Balancer } from './startBalancer.ts'
import { findBalancer, startBalancer } from './startBalancer.ts'
import type { Instance } from './startInstance.ts'
import { startInstance } from './startInstance.ts'

export interface ScaledShop extends ShopServer {
  readonly instances: readonly Instance[]
}

/**
 * Starts several instances of every service, each in a process of its own, behind nginx, and one gateway in front of it.
 * Rejects if nginx is missing, or instances cannot share what the options name.
 */
export async function startScaled(options: ScaledOptions): Promise<ScaledShop> {
  const { routing, store, database: file, host } = options
  const { scheme } = parseStoreUri(store)
  if (scheme === 'memory' && routing !== 'sticky')
    throw new Error('What "memory:" keeps, other instances do not see: take another --store, or --routing sticky.')
  if (file === ':memory:') throw new Error('Several instances share a database: name a file for it.')
  findBalancer()
  const port = await firstFreePort(options.port, host)
  const journal = createJournal()
  const begun = Array.from({ length: options.instances }, () =>
    startInstance({ database: file, store, issuer: `http://${host}:${port}/identity` }, journal.note),
  )
  const instances: Instance[] = []
  let balancer: Balancer | undefined
  const stop = async (): Promise<void> => {
    await balancer?.stop()
    await Promise.all(instances.map((instance) => instance.stop()))
  }
  try {
    for (const outcome of await Promise.allSettled(begun)) {
      if (outcome.status === 'fulfilled') instances.push(outcome.value)
    }
    await Promise.all(begun)
    balancer = await startBalancer(
      instances.map(({ urls }) => urls),
      routing,
    )
    const { url } = balancer
    const database = createDatabase(file)
    const gateway = await createGateway({
      upstreams: { identity: url, catalogue: url, cart: url, orders: url },
      control: followedBy(createControl({}), instances),
      journal,
      database,
      ends: createSessionEnds(database),
      isSealed: scheme === 'sealed',
      isSticky: routing === 'sticky',
    })
    gateway.addHook('onClose', async () => {
      await stop()
      database.close()
    })
    return { url: await listen(gateway, { port, host }), instances, close: () => gateway.close() }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Whatever is done to `control` is in force in all instances before it is answered. */
function followedBy(control: Control, instances: readonly Instance[]): Control {
  const tell = async (change: ControlChange): Promise<void> => {
    await Promise.all(instances.map((instance) => instance.tell(change)))
  }
  return {
    ...control,
    async change(some) {
      await control.change(some)
      await tell({ change: some })
    },
    async expireAccessTokens() {
      await control.expireAccessTokens()
      await tell({ expire: true })
    },
    async reset() {
      await control.reset()
      await tell({ reset: true })
    },
  }
}

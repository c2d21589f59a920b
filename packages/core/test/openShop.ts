import {
  createWorld,
  type RotatingServerOptions,
  type Tab,
  type TabOptions,
  type World,
  type WorldOptions,
} from '@holdfast/testing'
import { createSession } from '../src/session/createSession.ts'
import type { Session } from '../src/session/Session.ts'
import type { SessionOptions } from '../src/session/SessionOptions.ts'
import { bearer } from '../src/source/bearer.ts'
import type { Source } from '../src/source/Source.ts'
import { encrypted } from '../src/storage/encrypted.ts'
import { inIndexedDb } from '../src/storage/inIndexedDb.ts'
import type { RecordStorage } from '../src/storage/RecordStorage.ts'
import { createIdentity, type Identity } from './createIdentity.ts'

export interface User {
  readonly id: string
}

type Given = Partial<SessionOptions<User, any>>

export interface ShopOptions extends WorldOptions {
  readonly storage?: () => RecordStorage
  readonly session?: Given
  readonly server?: RotatingServerOptions
}

export const ann = { user: 'ann', password: 'ann' }
export const bob = { user: 'bob', password: 'bob' }
export const cid = { user: 'cid', password: 'cid' }

/** A page that has the session in it. */
export interface Page {
  readonly tab: Tab
  readonly session: Session<User, any>
}

/** A world with an identity service, in which pages can be opened. */
export interface Shop {
  readonly world: World
  readonly identity: Identity
  open(options?: TabOptions): Page
  /** The page that is loaded in the place of another. */
  reload(page: Page): Page
  /** A page for a tab that is there already, with session options of its own. */
  join(tab: Tab, given?: Given): Page
  /** Opens pages and signs in on the first. */
  openSignedIn(count?: number): Promise<Page[]>
}

/** Opens a world in which every page shares one identity service and one kind of storage. */
export function openShop({ storage, session: common, server, ...options }: ShopOptions = {}): Shop {
  const world = createWorld(options)
  const identity = createIdentity(world, server)

  const join: Shop['join'] = (tab, given) => {
    const refreshBy = server?.isByCookie ? 'cookie' : 'token'
    const source = bearer({ url: '/auth', refreshBy, user: ({ sub }) => ({ id: sub }) }) as Source<User, any>
    const kept = (storage ?? (() => encrypted(inIndexedDb())))()
    return {
      tab,
      session: createSession<User, any>({ source, storage: kept, platform: tab.platform, ...common, ...given }),
    }
  }
  const shop: Shop = {
    world,
    identity,
    join,
    open: (tabOptions) => join(world.openTab(tabOptions)),
    reload: ({ tab }) => join(tab.reload()),
    async openSignedIn(count = 1) {
      const pages = Array.from({ length: count }, () => shop.open())
      await world.run(pages[0]!.session.signIn(ann))
      await world.run(Promise.all(pages.map(({ session }) => session.ready())))
      await world.until(() => pages.every(({ session }) => session.getSnapshot().user?.id === ann.user))
      return pages
    },
  }
  return shop
}

import {
  createSessionServer,
  createWorld,
  type SessionServer,
  type SessionServerOptions,
  type Tab,
  type World,
} from '@holdfast/testing'
import { createSession } from '../src/session/createSession.ts'
import type { Session } from '../src/session/Session.ts'
import type { SessionOptions } from '../src/session/SessionOptions.ts'
import { type ServerSessionOptions, serverSession } from '../src/source/serverSession.ts'
import type { User } from './openShop.ts'

export interface ServerPage {
  readonly tab: Tab
  readonly session: Session<User, any>
}

export interface ServerShop {
  readonly world: World
  readonly server: SessionServer
  open(): ServerPage
  /** The page that is loaded in the place of another. */
  reload(page: ServerPage): ServerPage
  /** Opens pages and signs `ann` in on the first. */
  openSignedIn(count?: number): Promise<ServerPage[]>
}

/** What a page shows: the status, and who or why. */
export function stateOf({ session }: ServerPage): string {
  const { status, user, reason } = session.getSnapshot()
  return `${status} ${user?.id ?? reason}`
}

/** What pages show, each different thing once. */
export function statesOf(pages: readonly ServerPage[]): readonly string[] {
  return [...new Set(pages.map(stateOf))]
}

export interface ServerShopOptions {
  readonly session?: Partial<SessionOptions<User, any>>
  readonly source?: Partial<ServerSessionOptions<User, any>>
  readonly server?: SessionServerOptions
}

/** Opens a world in which every page shares one back end that keeps the session itself. */
export function openServerShop({ session: given, source, server: options }: ServerShopOptions = {}): ServerShop {
  const world = createWorld()
  const users = { ann: 'ann', bob: 'bob' }
  const server = createSessionServer(world, { users, latency: [50, 50], ...options })
  const readToken = async (tab: Tab): Promise<string> => {
    const response = await tab.platform.fetch(`${server.url}/csrf`)
    return ((await response.json()) as { token: string }).token
  }

  const join = (tab: Tab): ServerPage => {
    const held = serverSession<User, any>({
      probe: '/auth/session',
      signIn: '/auth/sign-in',
      signOut: '/auth/sign-out',
      renew: '/auth/renew',
      user: ({ user }) => user ?? null,
      secondsLeft: ({ secondsLeft }) => secondsLeft,
      ...(options?.hasCsrf && { csrf: { header: 'x-csrf-token', token: () => readToken(tab) } }),
      ...source,
    })
    return { tab, session: createSession<User, any>({ source: held, platform: tab.platform, ...given }) }
  }
  const shop: ServerShop = {
    world,
    server,
    open: () => join(world.openTab()),
    reload: ({ tab }) => join(tab.reload()),
    async openSignedIn(count = 1) {
      const pages = Array.from({ length: count }, () => shop.open())
      await world.run(Promise.all(pages.map(({ session }) => session.ready())))
      await world.run(pages[0]?.session.signIn({ user: 'ann', password: 'ann' }) ?? Promise.resolve())
      await world.until(() => pages.every(({ session }) => session.getSnapshot().user?.id === 'ann'))
      return pages
    },
  }
  return shop
}

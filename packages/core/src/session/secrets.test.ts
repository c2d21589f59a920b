import { describe, expect, test, vi } from 'vitest'
import { ann, bob, cid, openShop, type Page, type Shop } from '../../test/openShop.ts'
import type { Platform } from '../platform/Platform.ts'
import { createRecord } from '../record/createRecord.ts'
import { encrypted } from '../storage/encrypted.ts'
import { inLocalStorage } from '../storage/inLocalStorage.ts'
import { inSessionStorage } from '../storage/inSessionStorage.ts'
import type { RecordStorage } from '../storage/RecordStorage.ts'

/** Everything that a page could have seen, said or left behind. */
interface Leaks {
  readonly said: unknown[]
}

/** A page of which every message, snapshot, event, error and log line is kept. */
function openWatched(shop: Shop, leaks: Leaks): Page {
  const tab = shop.world.openTab()
  const platform: Platform = {
    ...tab.platform,
    get indexedDB() {
      return tab.platform.indexedDB
    },
    get localStorage() {
      return tab.platform.localStorage
    },
    openChannel(name, listener) {
      const channel = tab.platform.openChannel(name, listener)
      return (
        channel && {
          close: channel.close,
          post(message) {
            leaks.said.push([name, message])
            channel.post(message)
          },
        }
      )
    },
  }
  const page = shop.join(tab, { platform, idleTimeout: 1_800_000, warnBefore: 900_000 })
  const { session } = page
  for (const event of ['user-changed', 'signed-in', 'signed-out', 'refreshed', 'expiring', 'degraded'] as const)
    session.on(event, (detail) => leaks.said.push([event, detail]))
  session.subscribe(() => leaks.said.push(session.getSnapshot()))
  session.expiry.subscribe(() => leaks.said.push(session.expiry.getSnapshot()))
  return page
}

const text = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner instanceof Error ? { ...inner, message: inner.message, stack: inner.stack, cause: inner.cause } : inner,
  )
/** What lies in storage; bytes as text, so that a token in them would be found. */
function atRest({ world }: Shop): string {
  const rows = world
    .rows()
    .keys()
    .map((key) => [key, world.rows().get(key)])
  const readable = JSON.stringify([rows, [...world.localStorage()]], (_, inner: unknown) =>
    ArrayBuffer.isView(inner) ? Buffer.from(inner.buffer).toString('latin1') : inner,
  )
  return readable + world.cookies().header()
}

/** A visit with everything in it: trouble, refreshes, a switch, a sign-out offline. */
async function visit(shop: Shop, leaks: Leaks): Promise<void> {
  const { world, identity } = shop
  const logged = ['log', 'info', 'warn', 'error', 'debug'] as const
  for (const method of logged) vi.spyOn(console, method).mockImplementation((...all) => void leaks.said.push(all))
  const keep = (call: Promise<unknown>): Promise<unknown> => call.catch((error: unknown) => leaks.said.push(error))
  const pages = [openWatched(shop, leaks), openWatched(shop, leaks)]
  const [first, second] = pages as [Page, Page]
  await world.run(keep(first.session.signIn({ user: 'ann', password: 'wrong' })))
  await world.run(first.session.signIn(ann))
  const wishlist = createRecord({ name: 'wishlist', initial: [] as string[], owner: first.session })
  await world.run(wishlist.update((list) => [...list, 'a boat']))
  leaks.said.push(atRest(shop))
  for (const fault of [
    { answer: { status: 500, body: `canary ${identity.tokens[1]}` } },
    { answer: { status: 200, body: `{"access_token":"canary","refresh_token":"canary"}` } },
    { lose: 'request' },
  ] as const) {
    world.sleep(600_000)
    world.fault({ fault, url: 'refresh' })
    await world.run(
      Promise.all(pages.map(({ session }) => keep(session.getAccessToken({ timeout: 60_000 }).then(() => {})))),
    )
    leaks.said.push(
      atRest(shop),
      pages.map(({ session }) => session.getSnapshot()),
    )
    first.tab.input()
    await world.advance(1_000)
  }
  await world.run(keep(second.session.signIn(bob)))
  await world.advance(1_000)
  await world.run(first.session.fetch('/me').then(() => {}))
  second.tab.goOffline()
  await world.run(keep(second.session.signOut()))
  leaks.said.push(atRest(shop))
  const echo = { error: 'invalid_grant', refresh_token: 'canary', hint: `got ${'canary'.repeat(100)}` }
  world.fault({ fault: { answer: { status: 400, body: JSON.stringify(echo) } }, url: 'refresh' })
  await world.advance(1_000)
  await world.run(first.session.signIn(cid))
  await world.run(keep(first.session.refresh()))
  await world.advance(1_000)
  leaks.said.push(atRest(shop), first.session.getSnapshot(), [...identity.rekeyed])
  leaks.said.push(world.requests.map(({ url }) => url))
}

const storages: [string, (() => RecordStorage) | undefined][] = [
  ['the default storage', undefined],
  ['encrypted(inLocalStorage())', () => encrypted(inLocalStorage())],
  ['inSessionStorage()', inSessionStorage],
]

describe.each(storages)('with %s', (_, storage) => {
  test('no token is in messages, snapshots, events, errors, logs, URLs or storage (invariant 9)', async () => {
    const shop = openShop(storage ? { storage } : {})
    const leaks: Leaks = { said: [] }
    await visit(shop, leaks)
    const all = text(leaks.said)
    expect(all).toContain('invalid_grant')
    expect(all).toContain('REVOKE_FAILED')
    expect(shop.identity.tokens.length).toBeGreaterThan(6)
    for (const token of shop.identity.tokens) expect(all).not.toContain(token)
    expect(all).not.toContain('canary')
  })
})

test('no user is named in messages between tabs, nor in the names of rows, locks and channels (invariant 9)', async () => {
  const shop = openShop()
  const leaks: Leaks = { said: [] }
  await visit(shop, leaks)
  const messages = leaks.said.filter((entry) => Array.isArray(entry) && String(entry[0]).startsWith('holdfast:'))
  expect(messages.length).toBeGreaterThan(5)
  expect(text(messages)).not.toMatch(/"?(ann|bob|cid)\b/)
  expect(shop.world.rows().keys().join(' ')).not.toMatch(/\b(ann|bob|cid)\b/)
})

test('clear storage mirrors who is signed in, never a token (invariant 9)', async () => {
  const shop = openShop({ storage: inLocalStorage })
  await shop.openSignedIn()
  const mirrored = JSON.stringify([...shop.world.localStorage()])
  expect(mirrored).toContain('ann')
  expect(mirrored).not.toMatch(/refresh-|eyJ/)
})

import { readFile } from 'node:fs/promises'
import { createSession, type Session } from '@holdfast/core'
import { createWorld, sourceConformance, type Tab, type World } from '@holdfast/testing'
import { describe, expect, test } from 'vitest'
import { createLinkServer, type LinkServer } from './createLinkServer.ts'
import { type LinkPage, type LinkSent, type MagicLinkInput, magicLink, type Person } from './magicLink.ts'

const email = 'ann@example.com'

interface Site {
  readonly world: World
  readonly server: LinkServer
  /** Loads the page at an address, in a new tab unless told. */
  open(href?: string, tab?: Tab): Page
}

interface Page {
  readonly tab: Tab
  readonly address: LinkPage['location']
  readonly session: Session<Person, MagicLinkInput, LinkSent>
}

function openSite(): Site {
  const world = createWorld()
  const server = createLinkServer(world)
  return {
    world,
    server,
    open(href = `${world.origin}/`, tab = world.openTab()) {
      const location = { href }
      const replaceState = (_state: unknown, _unused: string, url: string): void => {
        location.href = url
      }
      const source = magicLink({ url: server.url, page: { location, history: { state: null, replaceState } } })
      return { tab, address: location, session: createSession({ source, platform: tab.platform }) }
    },
  }
}

describe('the contract of a source', () => {
  const setup = () => {
    const { world, server } = openSite()
    const input = () => ({ email, code: server.send(email).code })
    const page = { location: { href: world.origin }, history: { state: null, replaceState: () => {} } }
    const source = magicLink({ url: server.url, page })
    return { world, source, input, wrongInput: { email, code: '000000' }, isReplaying: true }
  }
  for (const { name, run } of sourceConformance(setup)) test(name, run)
})

describe('by code', () => {
  test('a mail is sent first; the code in it signs in, in every tab', async () => {
    const { world, server, open } = openSite()
    const [asking, other] = [open(), open()]

    const step = await world.run(asking.session.signIn({ email }))

    expect(step).toMatchObject({ kind: 'link-sent', email })
    expect(asking.session.getSnapshot()).toMatchObject({ status: 'signed-out', activity: 'idle' })
    expect(await world.run(step!.answer(server.mails[0]!.code))).toBeNull()
    expect(await world.run(other.session.ready())).toMatchObject({ user: { id: email, email } })
  })

  test('a wrong code is refused, and the right one may be typed after it', async () => {
    const { world, server, open } = openSite()
    const { session } = open()
    const step = await world.run(session.signIn({ email }))

    await expect(world.run(step!.answer('000000'))).rejects.toMatchObject({ code: 'SIGN_IN_REJECTED' })

    expect(session.getSnapshot().status).toBe('signed-out')
    await world.run(step!.answer(server.mails[0]!.code))
    expect(session.getSnapshot().status).toBe('signed-in')
  })

  test('a page that was loaded again since, and has no challenge any more, signs in with address and code', async () => {
    const { world, server, open } = openSite()
    const page = open()
    await world.run(page.session.signIn({ email }))
    const { session } = open(undefined, page.tab.reload())

    await world.run(session.signIn({ email, code: server.mails[0]!.code }))

    expect(session.getSnapshot()).toMatchObject({ user: { id: email } })
  })
})

describe('by link', () => {
  test('the page that the link opens signs in, in the tab that asked too, and its address has no token', async () => {
    const { world, server, open } = openSite()
    const asking = open()
    await world.run(asking.session.signIn({ email }))

    const opened = open(server.mails[0]!.link)

    expect(await world.run(opened.session.resume())).toEqual({ returnTo: '/orders?page=2#top' })
    expect(opened.address.href).toBe(`${world.origin}/orders?page=2#top`)
    expect(opened.session.getSnapshot()).toMatchObject({ user: { id: email } })
    await world.until(() => asking.session.getSnapshot().status === 'signed-in')
  })

  test('a link works once: the second page says so, and leaves alone who is signed in', async () => {
    const { world, server, open } = openSite()
    const { link } = server.send(email)
    await world.run(open(link).session.resume())

    const second = open(link)

    await expect(world.run(second.session.resume())).rejects.toMatchObject({ code: 'SIGN_IN_REJECTED' })
    expect(second.address.href).not.toContain('token')
    expect(second.session.getSnapshot()).toMatchObject({ status: 'signed-in', user: { id: email } })
  })

  test('a link that is too old is refused', async () => {
    const { world, server, open } = openSite()
    const { link } = server.send(email)
    await world.advance(600_001)
    await expect(world.run(open(link).session.resume())).rejects.toMatchObject({ code: 'SIGN_IN_REJECTED' })
  })

  test('a server that cannot answer leaves the token in the address, and a reload signs in', async () => {
    const { world, server, open } = openSite()
    const { link } = server.send(email)
    const page = open(link)
    world.fault({ fault: { answer: { status: 503 } } })
    await expect(world.run(page.session.resume())).rejects.toMatchObject({ code: 'SERVER_UNAVAILABLE' })
    expect(page.address.href).toBe(link)

    const again = open(page.address.href, page.tab.reload())

    await world.run(again.session.resume())
    expect(again.session.getSnapshot()).toMatchObject({ user: { id: email } })
  })

  test('a page that no link opened has nothing to finish', async () => {
    const { world, open } = openSite()
    const { session } = open()
    expect(await world.run(session.resume())).toEqual({ returnTo: null })
    expect(world.requests).toEqual([])
  })
})

test('many tabs refresh once, and a sign-out ends it at the server and in all of them', async () => {
  const { world, server, open } = openSite()
  const pages = [open(server.send(email).link), open(), open()]
  await world.run(pages[0]!.session.resume())
  await world.run(Promise.all(pages.map(({ session }) => session.ready())))
  await world.advance(301_000)
  await world.run(Promise.all(pages.map(({ session }) => session.getAccessToken())))
  expect(world.requests.filter(({ url }) => url.endsWith('/refresh'))).toHaveLength(1)

  await world.run(pages[1]!.session.signOut())

  await world.until(() => pages.every(({ session }) => session.getSnapshot().status === 'signed-out'))
  expect(server.countAlive()).toBe(0)
})

test('docs/write-your-own-source.md shows this very source', async () => {
  const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8')
  const page = await read('../../docs/write-your-own-source.md')
  const [, shown] = /```ts\n(import [\s\S]*?)```/.exec(page) ?? []
  expect(shown).toBe(await read('magicLink.ts'))
})

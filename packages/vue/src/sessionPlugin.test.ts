// @vitest-environment jsdom
import { createRecord } from '@holdfast/core'
import { renderToString } from '@vue/server-renderer'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { type App, type Component, createSSRApp, defineComponent, h, nextTick, Suspense } from 'vue'
import { bob } from '../../core/test/openShop.ts'
import { openSignedIn, openVue } from '../test/openVue.ts'
import { SignedIn } from './SignedIn.ts'
import { SignedOut } from './SignedOut.ts'
import { type SessionPluginOptions, sessionPlugin } from './sessionPlugin.ts'
import { useRecord } from './useRecord.ts'
import { useSession } from './useSession.ts'
import { useSessionExpiry } from './useSessionExpiry.ts'

interface User {
  readonly id: string
}

/** What a page shows at every render. */
function watchPage(): { page: Component; seen: string[] } {
  const seen: string[] = []
  const page = defineComponent(() => {
    const { status, user } = useSession()
    const { isExpiring } = useSessionExpiry()
    return () => {
      const text = `${status.value} ${user.value?.id} ${isExpiring.value}`
      seen.push(text)
      return h('main', [
        h('p', text),
        h(SignedIn, null, {
          default: ({ user: { id } }: { user: User }) => `hello ${id}`,
          loading: () => h('i', 'wait'),
          fallback: () => 'who?',
        }),
        h(SignedOut, null, { default: () => 'please sign in', loading: () => 'wait' }),
      ])
    }
  })
  return { page, seen }
}

/** Puts a server's page into the document, and takes it over; `warned` is what Vue says to that. */
function takeOver(html: string, client: App): { host: HTMLElement; warned: unknown[][] } {
  const warned: unknown[][] = []
  for (const level of ['warn', 'error'] as const)
    vi.spyOn(console, level).mockImplementation((...words) => void warned.push(words))
  const host = document.body.appendChild(document.createElement('div'))
  host.innerHTML = html
  onTestFinished(() => host.remove())
  client.mount(host)
  return { host, warned }
}

describe('on a server', () => {
  test('pages of two people, rendered at once with one session, show each their own (invariant 13)', async () => {
    const { page: opened, countSubscribers } = openVue()
    const { session } = opened
    const render = (given?: SessionPluginOptions): Promise<string> =>
      renderToString(createSSRApp(watchPage().page).use(sessionPlugin(session, given)))
    const asked = vi.spyOn(session, 'getSnapshot')
    const pages = await Promise.all([
      render({ initial: { user: { id: 'ann' } } }),
      render({ initial: { user: { id: 'bob' } } }),
      render({ initial: null }),
      render({}),
      render(),
    ])
    expect(pages.map((html) => /<p>(.*?)<\/p>/.exec(html)?.[1])).toEqual([
      'signed-in ann false',
      'signed-in bob false',
      'signed-out undefined false',
      'loading undefined false',
      'loading undefined false',
    ])
    expect(pages[1]).toContain('hello bob')
    expect(pages[2]).toMatch(/who\?.*please sign in/)
    expect(pages[3]).toMatch(/<i>wait<\/i>.*wait/)
    expect(asked).not.toHaveBeenCalled()
    expect(countSubscribers()).toBe(0)
  })

  test('without a component around it, in a guard say, the session is not asked either (invariant 13)', async () => {
    const { page, countSubscribers } = openVue()
    const asked = vi.spyOn(page.session, 'getSnapshot')
    const { document } = globalThis
    vi.stubGlobal('document', undefined)
    const app = createSSRApp({}).use(sessionPlugin(page.session, { initial: { user: { id: 'ann' } } }))
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const name = app.runWithContext(() => useSession(({ user }) => user?.id))
    vi.stubGlobal('document', document)
    expect(name.value).toBe('ann')
    expect(asked).not.toHaveBeenCalled()
    expect(countSubscribers()).toBe(0)
  })
})

describe('a page that a server rendered', () => {
  test('is taken over as it is, even if the session knows more, and then brought up to date', async () => {
    const { shop, page: opened } = await openSignedIn()
    const { page, seen } = watchPage()
    const [server, client] = [0, 1].map(() => createSSRApp(page).use(sessionPlugin(opened.session))) as [App, App]
    const { host, warned } = takeOver(await renderToString(server), client)
    expect(warned).toEqual([])
    await nextTick()
    expect(seen).toEqual(['loading undefined false', 'loading undefined false', 'signed-in ann false'])
    expect(host.textContent).toBe('signed-in ann falsehello ann')
    await shop.world.run(opened.session.signOut())
    await nextTick()
    expect(host.textContent).toBe('signed-out undefined falsewho?please sign in')
    client.unmount()
  })

  test('is not changed before its components are mounted, however long that takes', async () => {
    // Vue says that Suspense is experimental.
    vi.spyOn(console, 'info').mockImplementation(() => {})
    const { shop, page: opened, countSubscribers } = await openSignedIn()
    const { page, seen } = watchPage()
    let load = (): void => {}
    const late = defineComponent({
      async setup() {
        const name = useSession(({ user }) => user?.id)
        await new Promise<void>((resolve) => {
          load = resolve
        })
        return () => h('b', String(name.value))
      },
    })
    const root = () => h(Suspense, null, { default: () => h('div', [h(page), h(late)]) })
    const initial = { user: { id: 'ann' } }
    const [server, client] = [0, 1].map(() => createSSRApp(root).use(sessionPlugin(opened.session, { initial }))) as [
      App,
      App,
    ]
    const html = renderToString(server)
    await vi.waitFor(() => expect(seen).toHaveLength(1))
    load()
    const { host, warned } = takeOver(await html, client)
    await shop.world.run(opened.session.signIn(bob))
    await nextTick()
    expect(host.querySelector('b')?.textContent).toBe('ann')
    load()
    await vi.waitFor(() => expect(host.querySelector('b')?.textContent).toBe('bob'))
    expect(warned).toEqual([])
    client.unmount()
    expect(countSubscribers()).toBe(0)
  })

  test('with an `initial` that the row contradicts shows the row, and never again what was said (invariant 13)', async () => {
    const { shop, page: opened, countSubscribers } = openVue()
    const [other] = await shop.openSignedIn()
    await shop.world.run(other!.session.signIn(bob))
    const { page, seen } = watchPage()
    const initial = { user: { id: 'ann' } }
    const [server, client] = [0, 1].map(() => createSSRApp(page).use(sessionPlugin(opened.session, { initial }))) as [
      App,
      App,
    ]
    const { host, warned } = takeOver(await renderToString(server), client)
    expect(warned).toEqual([])
    for (let step = 0; step < 200; step++) {
      await shop.world.advance(5)
      await nextTick()
    }
    expect(seen.slice(0, 2)).toEqual(['signed-in ann false', 'signed-in ann false'])
    expect(host.textContent).toContain('hello bob')
    expect(seen.slice(2).join()).not.toContain('ann')
    client.unmount()
    expect(countSubscribers()).toBe(0)
  })
})

test('a page made in the browser shows at once what the session knows, or what the server knew', async () => {
  const { mount } = await openSignedIn()
  const known = watchPage()
  mount(known.page).unmount()
  expect(known.seen).toEqual(['signed-in ann false'])
  const { mount: mountNew, shop, page } = openVue()
  const said = watchPage()
  const shown = mountNew(said.page, { initial: null })
  expect(said.seen).toEqual(['signed-out undefined false'])
  await shop.world.run(page.session.ready())
  await shown.text()
  expect(said.seen).toEqual(['signed-out undefined false'])
  shown.unmount()
})

test('a record is `initial` on a server and in its page, then what is stored', async () => {
  const { shop, page: opened } = await openSignedIn()
  const record = createRecord({ name: 'wishlist', initial: [] as string[], owner: opened.session })
  await shop.world.run(record.update((list) => [...list, 'boat']))
  const seen: string[] = []
  const page = defineComponent(() => {
    const { value, status } = useRecord(record)
    return () => {
      seen.push(`${status.value} ${value.value}`)
      return h('p', `${value.value}`)
    }
  })
  const { host, warned } = takeOver(await renderToString(createSSRApp(page)), createSSRApp(page))
  expect(warned).toEqual([])
  await nextTick()
  expect(seen).toEqual(['loading ', 'loading ', 'ready boat'])
  expect(host.textContent).toBe('boat')
})

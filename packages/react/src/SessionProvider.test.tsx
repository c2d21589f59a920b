// @vitest-environment jsdom
import { type AnySession, bearer, createSession } from '@holdfast/core'
import { cleanup, render, screen } from '@testing-library/react'
import { act, type JSX, StrictMode, Suspense } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { countUses } from '../../core/test/countUses.ts'
import { bob } from '../../core/test/openShop.ts'
import { createWho, shown } from '../test/createWho.tsx'
import { ErrorBoundary } from '../test/ErrorBoundary.tsx'
import { openApp, openSignedIn } from '../test/openApp.tsx'
import { SessionProvider } from './SessionProvider.tsx'
import { useSession } from './useSession.ts'

afterEach(cleanup)

const { Who } = createWho()

test('a hook outside of it says which component to add', () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  render(
    <ErrorBoundary>
      <Who />
    </ErrorBoundary>,
  )
  expect(screen.getByRole('alert').textContent).toContain('<SessionProvider session={session}>')
})

test('whose session changes lets go of the old one and shows the new one', async () => {
  const app = await openSignedIn()
  const next = app.shop.join(app.tab, { name: 'another' })
  await app.run(next.session.signIn(bob))
  const counted = createWho()
  const page = (session: typeof next.session): JSX.Element => (
    <SessionProvider session={session}>
      <counted.Who />
    </SessionProvider>
  )
  const { rerender } = render(page(app.session))
  expect(shown()).toBe('ann')
  rerender(page(next.session))
  expect(shown()).toBe('bob')
  const before = counted.renders
  await app.run(app.session.signOut())
  expect(shown()).toBe('bob')
  expect(counted.renders).toBe(before)
})

test('ten consumers under StrictMode cause one start and no request; unmounted and stopped, nothing is left (invariants 14, 15)', async () => {
  let counted!: ReturnType<typeof countUses>
  const app = openApp({}, (platform) => {
    counted = countUses(platform)
    return counted.platform
  })
  const subscribers = new Set<object>()
  const { subscribe } = app.session
  app.session.subscribe = (listener) => {
    const end = subscribe(listener)
    subscribers.add(end)
    return () => {
      subscribers.delete(end)
      end()
    }
  }
  const consumers = Array.from('abcdefghij', (name) => <Who key={name} />)
  const { unmount } = app.render(<StrictMode>{consumers}</StrictMode>)
  const alone = countUses(app.shop.world.openTab().platform)
  const other = app.shop.join(app.shop.world.openTab(), { platform: alone.platform })
  await app.run(Promise.all([app.session.ready(), other.session.ready()]))
  await app.advance(10_000)
  expect(subscribers.size).toBe(10)
  expect(counted.open, 'as much as one tab without React opens').toEqual(alone.open)
  expect(app.shop.world.requests).toHaveLength(0)
  unmount()
  expect(subscribers.size).toBe(0)
  app.session.stop()
  await app.advance(1)
  expect(counted.open).toEqual({ timers: 0, wakes: 0, channels: 0, connections: 0 })
})

describe('a page that a server has rendered', () => {
  /** Renders it as a server would, where there is no `document`; takes it over in the browser of `app`. */
  async function open(app: ReturnType<typeof openApp>, initial: { user: { id: string } } | null | undefined) {
    const page = (session: AnySession): JSX.Element => (
      <SessionProvider session={session} {...(initial === undefined ? {} : { initial })}>
        <Who />
      </SessionProvider>
    )
    const html = onServer(() => renderToString(page(createAnySession())))
    const container = document.body.appendChild(document.createElement('div'))
    container.innerHTML = html
    const seen: (string | null)[] = [container.textContent]
    const observer = new MutationObserver(() => seen.push(container.textContent))
    observer.observe(container, { subtree: true, childList: true, characterData: true })
    const problems: unknown[] = []
    const root = await act(async () =>
      hydrateRoot(container, page(app.session), { onRecoverableError: (error) => problems.push(error) }),
    )
    await app.run(app.session.ready())
    await app.advance(1_000)
    await Promise.resolve()
    const result = { html, seen: seen.filter((text, index) => text !== seen[index - 1]), problems }
    act(() => root.unmount())
    container.remove()
    return result
  }

  test('shows who the server knew at the first paint, and goes on without a flash', async () => {
    const app = await openSignedIn()
    const { html, seen, problems } = await open(openAppAgain(app), { user: { id: 'ann' } })
    expect(html).toContain('ann')
    expect(seen).toEqual(['ann'])
    expect(problems).toEqual([])
  })

  test('that knew nobody to be signed in', async () => {
    const { seen, problems } = await open(openApp(), null)
    expect(seen).toEqual(['signed-out'])
    expect(problems).toEqual([])
  })

  test('that knew nothing is taken over as it was, though the session knows more by then', async () => {
    const app = await openSignedIn()
    const { seen, problems } = await open(app, undefined)
    expect(seen).toEqual(['loading', 'ann'])
    expect(problems).toEqual([])
  })

  test('for somebody whom the browser contradicts shows the one of the browser, and nobody else from then on', async () => {
    const app = await openSignedIn()
    const { seen, problems } = await open(openAppAgain(app), { user: { id: 'bob' } })
    expect(seen).toEqual(['bob', 'ann'])
    expect(problems).toEqual([])
  })

  test('never shows one person the other: a hundred pairs at once', () => {
    const session = onServer(createAnySession)
    const page = (id: string): JSX.Element => (
      <SessionProvider session={session} initial={{ user: { id } }}>
        <Who />
      </SessionProvider>
    )
    onServer(() => {
      for (let pair = 0; pair < 100; pair++) {
        expect(renderToString(page(`ann ${pair}`))).not.toContain('bob')
        expect(renderToString(page(`bob ${pair}`))).not.toContain('ann')
      }
    })
  })
})

test('a component that suspends shows the session as it is when it goes on', async () => {
  const app = await openSignedIn()
  let isLoaded = false
  let load!: () => void
  const loading = new Promise<void>((done) => {
    load = done
  })
  function Slow(): JSX.Element {
    const { user } = useSession()
    if (!isLoaded) throw loading
    return <output>{user?.id}</output>
  }
  app.render(
    <Suspense fallback={<p>wait</p>}>
      <Slow />
    </Suspense>,
  )
  await app.run(app.session.signIn(bob))
  isLoaded = true
  await act(async () => load())
  expect((await screen.findByRole('status')).textContent).toBe('bob')
})

/** Another page of the same browser. */
function openAppAgain(app: ReturnType<typeof openApp>): ReturnType<typeof openApp> {
  return { ...app, ...app.shop.open() }
}

/** The session of an app, as its module makes it. */
function createAnySession(): AnySession {
  return createSession({ source: bearer({ url: '/auth' }) })
}

function onServer<T>(work: () => T): T {
  vi.stubGlobal('document', undefined)
  try {
    return work()
  } finally {
    vi.unstubAllGlobals()
  }
}

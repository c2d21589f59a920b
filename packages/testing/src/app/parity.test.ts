import { bearer, createSession, type Session } from '@holdfast/core'
import { expect, test } from 'vitest'
import { createRotatingServer } from '../server/createRotatingServer.ts'
import { createWorld } from '../world/createWorld.ts'
import { createTestSession } from './createTestSession.ts'

interface User {
  readonly id: string
}

type Start = 'guest' | 'signed in' | 'loading' | 'loading a dead session'

/** One session, real or not, and what can be done to it. */
interface Subject {
  readonly session: Session<User, any>
  /** Lets a call come to its end. */
  run<T>(call: Promise<T>): Promise<T>
  signIn(id: string): Promise<void>
  switchTo(id: string): Promise<void>
  signOutElsewhere(): Promise<void>
  /** The server refuses the next refresh, which is now. */
  reject(): Promise<void>
  /** What was `loading` comes to its end. */
  settle(): Promise<void>
  goOffline(): Promise<void>
  goOnline(): Promise<void>
  /** What `signIn` sends from now on gets no answer before the returned function is called. */
  hold(): () => void
  /** Lets what is under way go on. */
  pause(): Promise<void>
}

const LIFETIME = 600_000

async function openReal(start: Start): Promise<Subject> {
  const world = createWorld()
  const users = { ann: 'ann', bob: 'bob' }
  const server = createRotatingServer(world, { origin: world.origin, lifetime: LIFETIME, users })
  const open = (platform = world.openTab().platform): Session<User, any> =>
    createSession({ source: bearer({ url: server.url, user: ({ sub }): User => ({ id: sub }) }), platform })
  const tab = world.openTab()
  let session = open(tab.platform)
  const password = (id: string) => ({ user: id, password: id })
  if (start !== 'guest') await world.run(session.signIn(password('ann')))
  else await world.run(session.ready())
  if (start === 'loading a dead session') world.sleep(LIFETIME)
  if (start === 'loading a dead session') server.families.forEach(server.end)
  if (start.startsWith('loading')) session = open(tab.reload().platform)
  return {
    session,
    run: (call) => world.run(call),
    signIn: (id) => session.signIn(password(id)),
    switchTo: (id) => session.signIn(password(id)),
    async signOutElsewhere() {
      await world.run(open().signOut())
      await world.advance(1_000)
    },
    async reject() {
      server.families.forEach(server.end)
      await world.run(session.refresh().catch(() => {}))
    },
    async settle() {
      await world.run(session.ready())
      await world.advance(1_000)
    },
    async goOffline() {
      // The token runs out, so that the session needs the network.
      world.goOffline()
      world.sleep(LIFETIME)
      await world.settle(session.getAccessToken({ timeout: 1_000 }))
    },
    async goOnline() {
      world.goOnline()
      await world.advance(1_000)
    },
    hold: () => world.fault({ url: '/sign-in', fault: { delay: 5_000 } }),
    pause: () => world.advance(1_000),
  }
}

async function openTest(start: Start): Promise<Subject> {
  let gate: Promise<void> | null = null
  const ann = { id: 'ann' }
  const signIn = ({ user }: { user: string }): User | Promise<User> => gate?.then(() => ({ id: user })) ?? { id: user }
  const session =
    start === 'guest'
      ? createTestSession<User>({ user: null, signIn })
      : createTestSession<User>({ user: ann, signIn, ...(start === 'signed in' ? {} : { status: 'loading' }) })
  return {
    session,
    run: (call) => call,
    signIn: (id) => session.signIn({ user: id }),
    switchTo: (id) => session.signInAs({ id }),
    signOutElsewhere: session.signOutElsewhere,
    reject: () => session.expire(),
    settle: () => (start === 'loading' ? session.signInAs(ann) : session.expire()),
    goOffline: async () => session.goOffline(),
    goOnline: async () => session.goOnline(),
    hold() {
      let open!: () => void
      gate = new Promise((resolve) => {
        open = resolve
      })
      return open
    },
    pause: async () => {},
  }
}

const EVENTS = ['user-changed', 'signed-in', 'signed-out', 'refreshed', 'expiring', 'degraded'] as const

/** Plays a scenario, and tells what was shown and fired meanwhile, what calls came to, and what is shown in the end. */
async function play(subject: Subject, scenario: Scenario): Promise<readonly string[]> {
  const { session } = subject
  const heard: string[] = []
  const look = (): string => {
    const { status, reason, user } = session.getSnapshot()
    return `shows ${status}, ${user?.id ?? reason}`
  }
  let shown = look()
  heard.push(shown)
  // Work under way may be shown in between by the one and not the other.
  session.subscribe(() => {
    if (look() !== shown) heard.push(look())
    shown = look()
  })
  for (const event of EVENTS)
    session.on(event, (detail) => heard.push(`fires ${event} ${JSON.stringify(detail)}, and ${look()}`))
  const call: Call = async (promise) => {
    const result = await subject.run(promise).then(
      (value) => (typeof value === 'string' ? 'a text' : 'done'),
      (error) => error.code ?? error.name,
    )
    heard.push(`call: ${result}`)
  }
  await scenario(subject, call)
  const { activity, error } = session.getSnapshot()
  heard.push(`in the end ${look()}, ${activity}, ${error?.code ?? 'no error'}`)
  session.stop()
  return heard
}

type Call = (promise: Promise<unknown>) => Promise<void>
type Scenario = (subject: Subject, call: Call) => Promise<void>

const scenarios: Record<string, [Start, Scenario]> = {
  'a sign-in': ['guest', ({ signIn }, call) => call(signIn('ann'))],
  'a sign-out': ['signed in', ({ session }, call) => call(session.signOut())],
  'a sign-out that finds nobody': ['guest', ({ session }, call) => call(session.signOut())],
  'a sign-out elsewhere': ['signed in', ({ signOutElsewhere }) => signOutElsewhere()],
  'a user switch': ['signed in', ({ switchTo }, call) => call(switchTo('bob'))],
  'a user switch by the form': ['signed in', ({ signIn }, call) => call(signIn('bob'))],
  'a sign-in as the same user': ['signed in', ({ switchTo }, call) => call(switchTo('ann'))],
  'a refresh': ['signed in', ({ session }, call) => call(session.refresh())],
  'two refreshes at once': [
    'signed in',
    ({ session }, call) => call(Promise.all([session.refresh(), session.refresh()]).then(() => {})),
  ],
  'a rejected refresh, and calls after it': [
    'signed in',
    async ({ reject, session }, call) => {
      await reject()
      await call(session.getAccessToken())
      await call(session.refresh())
    },
  ],
  'a rejected refresh, a sign-in and a sign-out': [
    'signed in',
    async ({ reject, signIn, session }, call) => {
      await reject()
      await call(signIn('bob'))
      await call(session.signOut())
    },
  ],
  'calls of a guest': [
    'guest',
    async ({ session }, call) => {
      await call(session.getAccessToken())
      await call(session.refresh())
      await call(session.extend())
      await call(session.resume().then(({ returnTo }) => returnTo))
    },
  ],
  'loading, then ready': ['loading', ({ settle }) => settle()],
  'loading, then the server rejects what was found': ['loading a dead session', ({ settle }) => settle()],
  'a sign-in that a sign-out elsewhere overtakes': [
    'guest',
    async ({ signIn, signOutElsewhere, hold, pause, session }, call) => {
      // On a browser that nobody has ever signed in on, there is no row that a sign-out elsewhere could mark.
      await call(signIn('ann'))
      await call(session.signOut())
      const release = hold()
      const late = signIn('bob')
      await pause()
      await signOutElsewhere()
      release()
      await call(late)
    },
  ],
  'offline: calls, and back again': [
    'signed in',
    async ({ goOffline, goOnline, session }, call) => {
      await goOffline()
      await call(session.getAccessToken({ timeout: 1_000 }))
      await call(session.refresh({ timeout: 1_000 }))
      await call(session.fetch('/me', { signal: AbortSignal.timeout(60_000) }))
      const { activity, error } = session.getSnapshot()
      expect([activity, error?.code]).toEqual(['waiting', 'OFFLINE'])
      await goOnline()
      await call(session.getAccessToken())
    },
  ],
  'offline: a sign-in of a guest': [
    'guest',
    async ({ goOffline, goOnline, signIn, session }, call) => {
      await goOffline()
      const { activity, error } = session.getSnapshot()
      expect([activity, error?.code]).toEqual(['idle', undefined])
      await call(signIn('ann'))
      await call(session.fetch('/me'))
      await goOnline()
      await call(signIn('ann'))
    },
  ],
  'offline: a sign-out': [
    'signed in',
    async ({ goOffline, session }, call) => {
      await goOffline()
      await call(session.signOut())
    },
  ],
  'a listener that signs out whoever signs in': [
    'guest',
    async ({ session, run, signIn }, call) => {
      let out: Promise<void> | undefined
      session.on('user-changed', ({ to }) => {
        if (to) out = session.signOut()
      })
      await run(signIn('ann'))
      await call(out as Promise<void>)
    },
  ],
}

test.each(Object.entries(scenarios))('does what the real session does: %s', async (_, [start, scenario]) => {
  const real = await play(await openReal(start), scenario)
  expect(await play(await openTest(start), scenario)).toEqual(real)
})

import type { Family } from '../server/RotatingServer.ts'
import { type Page, shownUser } from './createPage.ts'
import type { Call, UpdateCall } from './History.ts'
import type { Run } from './Run.ts'

/** Notes when and how a call ends. */
function follow<C extends Call, T>(
  { world }: Run,
  call: C,
  name: string,
  promise: Promise<T>,
  then?: (value: T) => void,
): void {
  const settle = (status: Call['status'], detail: string): void => {
    call.settledAt = world.now()
    call.status = status
    world.note(`${call.page.tab.id} ${name} ${status} ${detail}`)
  }
  promise.then(
    (value) => {
      settle('fulfilled', '')
      then?.(value)
    },
    (error) => {
      call.error = error
      settle('rejected', String((error as { code?: unknown }).code ?? error))
    },
  )
}

const begin = ({ world }: Run, page: Page, name: string): Call => {
  world.note(`${page.tab.id} ${name}`)
  return { page, startedAt: world.now(), settledAt: Number.POSITIVE_INFINITY, status: 'pending', error: null }
}

function callSignIn(run: Run, page: Page, user: string): void {
  const name = `signIn ${user}`
  const call = { ...begin(run, page, name), user, basis: null, entry: null, answeredAt: 0, family: null }
  run.history.signIns.push(call)
  follow(run, call, name, page.session.signIn({ user, password: user, call: run.history.signIns.length }))
}

function callSignOut(run: Run, page: Page): void {
  const families = new Set<Family>()
  for (const { family, status, page: signer } of run.history.signIns) {
    const isInReach = signer === page || !(signer.isPrivate || page.isPrivate)
    if (family && status === 'fulfilled' && isInReach) families.add(family)
  }
  const call = { ...begin(run, page, 'signOut'), families }
  run.history.signOuts.push(call)
  follow(run, call, 'signOut', page.session.signOut())
}

function callToken(run: Run, page: Page): void {
  const wasFaulty = page.brokenSince !== null
  const call = { ...begin(run, page, 'getAccessToken'), wasFaulty, family: null as Family | null }
  run.history.tokens.push(call)
  follow(run, call, 'getAccessToken', page.session.getAccessToken(), (token) => {
    call.family = run.server.familyOf(token) ?? null
  })
}

function callFetch(run: Run, page: Page): void {
  const user = shownUser(page) ?? ''
  const call = begin(run, page, `fetch as ${user}`)
  run.history.others.push(call)
  const headers = { 'x-user': user }
  follow(run, call, 'fetch', page.session.fetch(`${run.server.origin}/api/orders`, { headers }))
}

function callUpdate(run: Run, page: Page, record: 'basket' | 'visits'): void {
  const owner = record === 'visits' ? 'all' : shownUser(page)
  if (owner === null) return
  const item = `${owner}:${run.history.updates.length}`
  const call = { ...begin(run, page, `${record} + ${item}`), record, item, owner }
  run.history.updates.push(call)
  follow(
    run,
    call,
    `${record} + ${item}`,
    page[record].update((items) => [...items, item]),
  )
}

/** What a schedule asks of a page: each notes what it did, when, and what came of it. */
export const calls: {
  readonly [K in 'signOut' | 'token' | 'fetch']: (run: Run, page: Page) => void
} & {
  signIn(run: Run, page: Page, user: string): void
  update(run: Run, page: Page, record: UpdateCall['record']): void
} = { signIn: callSignIn, signOut: callSignOut, token: callToken, fetch: callFetch, update: callUpdate }

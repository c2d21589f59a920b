import type { MemoryDB } from 'better-auth/adapters/memory'
import { afterEach, describe, expect, test } from 'vitest'
import { createApp as createBetterAuthApp } from './better-auth/createApp.ts'
import { createAuth } from './better-auth/createAuth.ts'
import { createApp as createBffApp } from './bff/createApp.ts'
import { createApp as createExpressSessionApp } from './express-session/createApp.ts'
import { type Listening, listen } from './listen.ts'

interface Visitor {
  /** Sends with the cookies of earlier answers, and follows no redirect. */
  send(path: string, init?: RequestInit): Promise<Response>
  readonly cookies: Map<string, string>
}

const open: Listening[] = []
afterEach(() => Promise.all(open.splice(0).map(({ close }) => close())))

async function visit(app: (url: string) => Parameters<Listening['serve']>[0]): Promise<Visitor & { url: string }> {
  const listening = await listen()
  open.push(listening)
  const { url } = listening
  listening.serve(app(url))
  const cookies = new Map<string, string>()
  return {
    url,
    cookies,
    async send(path, init) {
      const cookie = [...cookies].map((pair) => pair.join('=')).join('; ')
      const headers = { origin: url, ...(cookie && { cookie }), ...(init?.headers as Record<string, string>) }
      const response = await fetch(url + path, { redirect: 'manual', ...init, headers })
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        cookies.set(name, value)
      }
      return response
    },
  }
}

const form = (fields: Record<string, string>): RequestInit => ({ method: 'POST', body: new URLSearchParams(fields) })
const json = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

describe('express-session', () => {
  const ann = form({ user: 'ann', pass: 'anchor-line-7' })
  const openVisit = () => visit(() => createExpressSessionApp())

  test('gives a new id at the sign-in, in a cookie that scripts cannot read', async () => {
    const { send, cookies } = await openVisit()
    await send('/')
    const planted = cookies.get('connect.sid')

    const answer = await send('/login', ann)

    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/'])
    expect(answer.headers.get('set-cookie')).toContain('HttpOnly')
    expect(cookies.get('connect.sid')).not.toBe(planted)
  })

  test('gives a guest cookie to a request that still has the old id: the page on recipes says what to set', async () => {
    const { send, cookies } = await openVisit()
    await send('/')
    const old = `connect.sid=${cookies.get('connect.sid')}`
    await send('/login', ann)
    const late = await send('/session', { headers: { cookie: old } })
    expect(late.headers.getSetCookie()).toHaveLength(1)
  })

  test('tells by JSON who is signed in, which no cache may keep', async () => {
    const { send } = await openVisit()
    const before = await send('/session')
    await send('/login', ann)
    const after = await send('/session')
    expect([before.status, await before.json()]).toEqual([401, { error: 'no_session' }])
    expect([after.status, await after.json()]).toEqual([200, { user: { id: 'ann' } }])
    expect([before, after].map(({ headers }) => headers.get('cache-control'))).toEqual(['no-store', 'no-store'])
  })
})

describe('better-auth', () => {
  async function openSignedIn() {
    const database: MemoryDB = { user: [], session: [], account: [], verification: [] }
    const visitor = await visit((url) => createBetterAuthApp(createAuth(url, database)))
    const ann = { name: 'Ann', email: 'ann@example.com', password: 'anchor-line-7' }
    expect((await visitor.send('/api/auth/sign-up/email', json(ann))).status).toBe(200)
    return { ...visitor, readEnd: () => Number(database['session']?.[0]['expiresAt']), database }
  }

  test('answers 200 and null where nobody is signed in, which no cache may keep', async () => {
    const { send, cookies } = await openSignedIn()
    cookies.clear()
    const answer = await send('/api/auth/get-session?disableRefresh=true')
    expect([answer.status, await answer.json()]).toEqual([200, null])
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('puts the end off when it is asked, a day after the last time, and not with disableRefresh', async () => {
    const { send, readEnd, database } = await openSignedIn()
    const twoDaysOn = readEnd() - 2 * 86_400_000
    Object.assign(database['session']?.[0], { expiresAt: new Date(twoDaysOn) })

    await send('/api/auth/get-session?disableRefresh=true')
    expect(readEnd()).toBe(twoDaysOn)
    await send('/api/auth/get-session')
    expect(readEnd()).toBeGreaterThan(twoDaysOn + 86_400_000)
  })
})

describe('a back end for the front end', () => {
  const headers = { 'x-csrf': '1' }

  async function openSignedIn() {
    const visitor = await visit(() => createBffApp())
    const login = await visitor.send('/bff/login?returnUrl=/orders')
    expect(login.headers.get('location')).toBe('/provider')
    const back = await visitor.send('/provider', form({ user: 'ann', pass: 'anchor-line-7' }))
    expect(back.headers.get('location')).toBe('/orders')
    const claims = async (path: string): Promise<Record<string, unknown>> => {
      const list = (await (await visitor.send(path, { headers })).json()) as { type: string; value: unknown }[]
      return Object.fromEntries(list.map(({ type, value }) => [type, value]))
    }
    return { ...visitor, claims }
  }

  test('tells the claims to whoever sends its header, and to nobody else', async () => {
    const { send, claims } = await openSignedIn()
    expect((await send('/bff/user?slide=false')).status).toBe(401)
    const told = await claims('/bff/user?slide=false')
    expect(told).toMatchObject({ sub: 'ann', name: 'Ann Archer', 'bff:logout_url': `/bff/logout?sid=${told['sid']}` })
    expect(told['bff:session_expires_in']).toBeGreaterThan(28_790)
  })

  test('ends the session for whoever knows its sid, and leads nowhere else', async () => {
    const { send, claims } = await openSignedIn()
    expect((await send('/bff/logout?sid=guess')).status).toBe(400)
    const { 'bff:logout_url': logout } = await claims('/bff/user?slide=false')
    const answer = await send(`${logout}&returnUrl=//evil.example`)
    expect(answer.headers.get('location')).toBe('/')
    const after = await send('/bff/user', { headers })
    expect([after.status, await after.text()]).toEqual([401, ''])
  })
})

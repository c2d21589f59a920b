import { bearer, createSession, type Session } from '@holdfast/core'
import { expect, test } from 'vitest'
import { createWorld } from '../world/createWorld.ts'
import type { World } from '../world/World.ts'
import { createRotatingServer } from './createRotatingServer.ts'
import type { RotatingServer, RotatingServerOptions } from './RotatingServer.ts'

const post = async (
  world: World,
  server: RotatingServer,
  path: string,
  body: object,
  key = '',
): Promise<{ status: number; body: Record<string, unknown> }> => {
  const { platform } = world.tabs[0] ?? world.openTab()
  const request = platform.fetch(`${server.url}/${path}`, {
    method: 'POST',
    credentials: 'include',
    headers: { 'idempotency-key': key },
    body: JSON.stringify(body),
  })
  const response = await world.run(request)
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const start = async (options: RotatingServerOptions) => {
  const world = createWorld({ seed: 11 })
  const server = createRotatingServer(world, options)
  const { body } = await post(world, server, 'sign-in', { user: 'ada', password: 'ada' })
  const spent = { refresh_token: body['refresh_token'] }
  const rotated = await post(world, server, 'refresh', spent, 'k1')
  return { world, server, spent, rotated }
}

test('a strict server ends the family of a token that is presented twice', async () => {
  const { world, server, spent, rotated } = await start({ mode: 'strict' })
  expect(rotated.status).toBe(200)
  expect((await post(world, server, 'refresh', spent, 'k1')).status).toBe(400)
  expect(server.families[0]?.end).toBe('reused')
  const next = await post(world, server, 'refresh', { refresh_token: rotated.body['refresh_token'] })
  expect(next.status).toBe(400)
  expect(server.counts).toMatchObject({ signIns: 1, refreshes: 3, reuses: 1 })
})

test('a server with grace forgives for a while', async () => {
  const { world, server, spent, rotated } = await start({ mode: 'grace', graceMs: 10_000 })
  const again = await post(world, server, 'refresh', spent)
  expect(again.body['refresh_token']).toBe(rotated.body['refresh_token'])
  world.sleep(10_000)
  expect((await post(world, server, 'refresh', spent)).status).toBe(400)
})

test('a server that replays gives the same answer to the same attempt, and to no other', async () => {
  const { world, server, spent, rotated } = await start({ mode: 'replay' })
  const again = await post(world, server, 'refresh', spent, 'k1')
  expect(again.body['access_token']).toBe(rotated.body['access_token'])
  expect((await post(world, server, 'refresh', spent, 'k2')).status).toBe(400)
})

test('an access token holds until it expires or its family ends', async () => {
  const { world, server, rotated } = await start({ lifetime: 60_000 })
  const ask = async (): Promise<number> => {
    const headers = { authorization: `Bearer ${rotated.body['access_token']}` }
    return (await world.run(world.tabs[0]!.platform.fetch(`${server.origin}/api/me`, { headers }))).status
  }
  expect(await ask()).toBe(200)
  await post(world, server, 'revoke', { refresh_token: rotated.body['refresh_token'] })
  expect(await ask()).toBe(401)
})

test('in cookie mode scripts never see the refresh token', async () => {
  const world = createWorld()
  const server = createRotatingServer(world, { origin: world.origin, isByCookie: true })
  const signedIn = await post(world, server, 'sign-in', { user: 'ada', password: 'ada' })
  expect(signedIn.body['refresh_token']).toBeUndefined()
  expect((await post(world, server, 'refresh', {})).status).toBe(200)
  await world.advance(100)
  expect(world.tabs[0]!.platform.cookies.read()).toBe('')
})

test('three tabs with one expired grant send one refresh (invariant 1)', async () => {
  const world = createWorld({ seed: 4 })
  const server = createRotatingServer(world, { mode: 'strict' })
  const sessions: Session[] = [1, 2, 3].map(() =>
    createSession({ source: bearer({ url: server.url }), platform: world.openTab().platform }),
  )
  await world.run(sessions[0]!.signIn({ user: 'ada', password: 'ada' }))
  await world.run(Promise.all(sessions.map((session) => session.ready())))
  world.sleep(400_000)
  const tokens = await world.run(Promise.all(sessions.map((session) => session.getAccessToken())))
  expect(new Set(tokens).size).toBe(1)
  expect(server.counts).toMatchObject({ refreshes: 1, reuses: 0 })
})

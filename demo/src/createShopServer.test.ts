import { expect, test } from 'vitest'
import { createShopServer } from './createShopServer.ts'

const json = { 'content-type': 'application/json' }

test('the shop closes at once, whatever it was asked', async () => {
  const failures = { endpoint: 'sign-in', kind: 'hang', count: 1 } as const
  const server = await createShopServer({ settings: { delay: 600_000, failures } })
  const asking = ['sign-in', 'refresh'].map((what) =>
    fetch(`${server.url}/identity/${what}`, { method: 'POST', headers: json, body: '{"refresh_token":"x"}' }),
  )
  const counters = async (): Promise<unknown> => (await fetch(`${server.url}/control/counters`)).json()
  await expect.poll(counters).toMatchObject({ requests: { 'sign-in': 1, refresh: 1 } })
  const answers = Promise.allSettled(asking)
  await server.close()
  const [hanging, delayed] = await answers
  expect(hanging?.status).toBe('rejected')
  expect(delayed).toMatchObject({ value: { status: 503 } })
  await expect(fetch(server.url)).rejects.toThrow()
})

test('a taken port is said at once', async () => {
  const first = await createShopServer()
  await expect(createShopServer({ port: Number(new URL(first.url).port) })).rejects.toThrow('EADDRINUSE')
  await first.close()
})

test('two shops share nothing', async () => {
  const [first, second] = await Promise.all([createShopServer(), createShopServer()])
  const body = JSON.stringify({ email: 'carol@example.com', password: 'cleat-hitch-2' })
  const signedIn = await fetch(`${first.url}/identity/sign-in`, { method: 'POST', headers: json, body })
  const { access_token } = (await signedIn.json()) as { access_token: string }
  const headers = { authorization: `Bearer ${access_token}` }
  expect((await fetch(`${first.url}/orders`, { headers })).status).toBe(403)
  expect((await fetch(`${second.url}/orders`, { headers })).status).toBe(401)
  await Promise.all([first.close(), second.close()])
})

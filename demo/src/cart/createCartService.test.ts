import { afterAll, beforeEach, expect, test } from 'vitest'
import type { Visitor } from '../testing/createVisitor.ts'
import { createVisitor } from '../testing/createVisitor.ts'
import { openShop } from '../testing/openShop.ts'

const shop = await openShop()
beforeEach(shop.reset)
afterAll(shop.close)
const visitor = (): Visitor => createVisitor(() => shop.url)

test('a basket is empty at first, and then what was put last, for its owner alone', async () => {
  const [alice, carol] = [visitor(), visitor()]
  await Promise.all([alice.signIn(), carol.signIn('carol')])
  expect(await alice.get('/basket')).toMatchObject({ status: 200, body: { lines: [] } })
  await alice.send('PUT', '/basket', { lines: [{ sku: 'bell', quantity: 1 }] })
  const lines = [{ sku: 'mug', quantity: 2 }]
  expect(await alice.send('PUT', '/basket', { lines })).toMatchObject({ status: 200, body: { lines } })
  expect((await alice.get('/basket')).body).toEqual({ lines })
  expect((await carol.get('/basket')).body).toEqual({ lines: [] })
})

test('a basket is the same by a token and by a session of one account', async () => {
  const browser = visitor()
  await browser.signIn()
  await browser.send('PUT', '/basket', { lines: [{ sku: 'mug', quantity: 2 }] })
  const { access_token } = await shop.signIn()
  const { body } = await shop.get('/basket', { authorization: `Bearer ${access_token}` })
  expect(body.lines).toEqual([{ sku: 'mug', quantity: 2 }])
})

test('who is not signed in has none', async () => {
  expect(await visitor().get('/basket')).toMatchObject({ status: 401, body: { error: 'unauthorized' } })
})

test.each([
  [{}, 'lines'],
  [{ lines: Array(51).fill({ sku: 'mug', quantity: 1 }) }, 'lines'],
  [{ lines: [{ sku: 'mug', quantity: 100 }] }, 'lines.0.quantity'],
  [{ lines: [{ sku: '', quantity: 1 }] }, 'lines.0.sku'],
])('%j is refused, naming the field', async (body, field) => {
  const browser = visitor()
  await browser.signIn()
  const answer = await browser.send('PUT', '/basket', body)
  expect([answer.status, Object.keys(answer.body.fields)]).toEqual([400, [field]])
})

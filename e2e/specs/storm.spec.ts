import { alice } from '../fixtures/accounts.ts'
import { signIn } from '../fixtures/signIn.ts'
import { expect, test } from '../fixtures/test.ts'

test('a storm of 50 calls that are all refused with 401 makes one refresh and 50 answers (invariant 1)', async ({
  shop,
  openTabs,
}) => {
  await shop.change({ rotation: 'strict', replay: false, answerDelay: 150 })
  const [tab] = await openTabs(1)
  await signIn(tab, alice)
  await shop.expire()

  const statuses = await tab.evaluate(async () => {
    const calls = Array.from({ length: 50 }, () => session.fetch('/orders'))
    return (await Promise.all(calls)).map(({ status }) => status)
  })

  expect(statuses).toEqual(Array.from({ length: 50 }, () => 200))
  const { rotations, requests, reuseDetections } = await shop.counts()
  expect({ rotations, refreshes: requests.refresh, reuseDetections }).toEqual({
    rotations: 1,
    refreshes: 1,
    reuseDetections: 0,
  })
})

test('an endpoint that refuses every token gets two tries a call, and makes one refresh in all', async ({
  shop,
  openTabs,
}) => {
  await shop.change({ rejectAccessTokens: true })
  const [tab] = await openTabs(1)
  await signIn(tab, alice)

  const statuses = await tab.evaluate(async () => {
    const first = await session.fetch('/orders')
    const second = await session.fetch('/orders')
    return [first.status, second.status, session.getSnapshot().status]
  })

  expect(statuses).toEqual([401, 401, 'signed-in'])
  const { requests } = await shop.counts()
  expect([requests.refresh, requests.orders]).toEqual([1, 3])
})

import { alice } from '../fixtures/accounts.ts'
import { createRecorder } from '../fixtures/createRecorder.ts'
import { eventually } from '../fixtures/eventually.ts'
import { findLeaks } from '../fixtures/findLeaks.ts'
import { openSession } from '../fixtures/openSession.ts'
import { signIn } from '../fixtures/signIn.ts'
import { expect, test } from '../fixtures/test.ts'

test('the search for tokens, made after every test, finds one wherever it is put (invariant 9)', async ({
  browser,
  shop,
}) => {
  const context = await browser.newContext()
  const recorder = await createRecorder(context)
  const page = await context.newPage()
  await page.goto(`${shop.url}/bare`)
  await openSession(page, { storage: 'localstorage' })
  await signIn(page, alice)
  await page.evaluate(async () => {
    const token = await session.getAccessToken()
    console.log('at', token)
    new BroadcastChannel('any').postMessage({ deep: [token] })
    document.cookie = `part=${token.split('.')[2]}`
    setTimeout(() => {
      throw new Error(`with ${token}`)
    })
    location.hash = token
    watchSession({ ...session, getSnapshot: () => ({ ...session.getSnapshot(), token }) } as ShopSession)
  })
  await eventually(() => recorder.uncaught).toHaveLength(1)
  await recorder.readStorages(shop.url)

  const kinds = findLeaks(shop.issued(), recorder.traces).map((leak) => leak.split(/[: ]/)[0])
  expect(new Set(kinds)).toEqual(new Set(['console', 'message', 'error', 'url', 'snapshot', 'storage']))
  for (const leak of findLeaks(shop.issued(), recorder.traces))
    for (const token of shop.issued()) expect(leak).not.toContain(token)
  await context.close()
})

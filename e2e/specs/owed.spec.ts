import type { Page } from '@playwright/test'
import { alice } from '../fixtures/accounts.ts'
import { eventually } from '../fixtures/eventually.ts'
import { whoIs } from '../fixtures/readSession.ts'
import { signIn } from '../fixtures/signIn.ts'
import { expect, test } from '../fixtures/test.ts'

declare global {
  /** What the source of `openWithResume` was asked to do, in order. */
  var asked: string[]
}

/** Opens a session whose source could also bring a session back at the start, as one that redirects does. */
async function openWithResume(page: Page): Promise<void> {
  await page.evaluate(() => {
    globalThis.asked = []
    const source = Holdfast.bearer({ url: '/identity', user: ({ sub, name }) => ({ id: sub, name: String(name) }) })
    const told = {
      ...source,
      async resume() {
        asked.push('resume')
        return null
      },
      async revoke(...args: Parameters<NonNullable<typeof source.revoke>>) {
        asked.push('revoke')
        await source.revoke?.(...args)
        asked.push('confirmed')
      },
    }
    globalThis.session = Holdfast.createSession({ source: told }) as never
    watchSession(session)
    session.start()
  })
}

test('a sign-out made offline is delivered at the next start, before anything resumes (invariant 3)', async ({
  context,
  shop,
  openBareTab,
}) => {
  const tab = await openBareTab()
  await openWithResume(tab)
  await signIn(tab, alice)
  await context.setOffline(true)
  await tab.evaluate(() => session.signOut())
  expect(await whoIs(tab)).toBe('signed-out')
  expect((await shop.counts()).liveFamilies).toMatchObject({ [alice.email]: 1 })
  await tab.close()
  await context.setOffline(false)

  const next = await openBareTab()
  await openWithResume(next)

  await eventually(() => next.evaluate(() => asked)).toEqual(['revoke', 'confirmed', 'resume'])
  expect(await whoIs(next)).toBe('signed-out')
  const { liveFamilies, requests } = await shop.counts()
  expect(liveFamilies).toMatchObject({ [alice.email]: 0 })
  expect(requests.refresh).toBe(0)
})

test('nothing resumes as long as the server has not confirmed the sign-out (invariant 3)', async ({
  shop,
  openBareTab,
}) => {
  await shop.change({ failures: { endpoint: 'revoke', kind: 'status', status: 503, count: null } })
  const tab = await openBareTab()
  await openWithResume(tab)
  await signIn(tab, alice)
  await tab.evaluate(() => session.signOut())
  await tab.reload()

  await openWithResume(tab)

  await eventually(() => tab.evaluate(() => session.getSnapshot().error?.code)).toBe('REVOKE_FAILED')
  expect(await tab.evaluate(() => asked)).toEqual(['revoke'])
  await shop.change({ failures: null })
  await signIn(tab, alice)
  await eventually(async () => (await shop.counts()).revocations).toBe(1)
  expect(await whoIs(tab), 'signing in again overrides what is owed').toBe(alice.name)
  expect((await shop.counts()).liveFamilies).toMatchObject({ [alice.email]: 1 })
})

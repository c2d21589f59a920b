import type { Route } from '@playwright/test'
import { alice } from '../fixtures/accounts.ts'
import { eventually } from '../fixtures/eventually.ts'
import { history } from '../fixtures/readSession.ts'
import { signIn } from '../fixtures/signIn.ts'
import { expect, test } from '../fixtures/test.ts'

type Answer = Parameters<Route['fulfill']>[0]

const byServer = '?session=server'
const user = { id: alice.id, name: alice.name, permissions: [] }
const json = { user, secondsLeft: 1_800 }
const html = '<!doctype html><title>Please sign in</title>'

/** What a server that holds a session, or holds none, would not say by itself. */
const answers: Readonly<Record<string, Answer>> = {
  'a page with 200': { status: 200, contentType: 'text/html', body: html },
  'an answer out of a cache': { json, headers: { age: '60' } },
  'a way to another page': { status: 302, headers: { location: '/identity/session?another' } },
  'an error that names a user': { status: 500, json },
  'a page with 401': { status: 401, contentType: 'text/html', body: html },
  'a user without an id': { json: { user: { name: alice.name }, secondsLeft: 1_800 } },
}

test('a sign-in is not believed on an answer that makes no sense', async ({ context, openShopTab }) => {
  const tab = await openShopTab(byServer)
  await eventually(() => tab.texts('form', 'Sign in')).toHaveLength(1)
  let answer: Answer = {}
  await context.route(/\/identity\/session$/, (route) => route.fulfill(answer))
  await context.route(/\/identity\/session\?another$/, (route) => route.fulfill({ json }))
  await context.route(/\/identity\/session\/sign-in$/, (route) => route.fulfill({ json }))

  for (const [name, given] of Object.entries(answers)) {
    answer = given
    const codeOf = tab.page.evaluate(
      (input) =>
        session.signIn(input, { timeout: 3_000 }).then(
          () => 'signed in',
          ({ code }) => code,
        ),
      { email: alice.email, password: alice.password },
    )
    expect(await codeOf, name).toMatch(/^(ANSWER_INVALID|SERVER_UNAVAILABLE)$/)
  }
  const shown = await history(tab.page)
  expect(shown.map(({ status }) => status)).not.toContain('signed-in')

  // A first visit, which has nothing to go by but the answer.
  await tab.page.evaluate(() => indexedDB.deleteDatabase('holdfast'))
  answer = answers['a page with 200']
  await tab.page.reload()
  await eventually(() => tab.page.evaluate(() => session.getSnapshot())).toMatchObject({
    status: 'loading',
    activity: 'waiting',
    user: null,
  })
})

test('nobody is signed out on an answer that makes no sense (invariant 4)', async ({ context, openShopTab }) => {
  const { page } = await openShopTab(byServer)
  await signIn(page, alice)
  let answer: Answer | null = null
  await context.route(/\/identity\/session$/, (route) => (answer ? route.fulfill(answer) : route.continue()))
  await context.route(/\/identity\/session\?another$/, (route) => route.fulfill({ json }))
  const activity = () => page.evaluate(() => session.getSnapshot().activity)

  for (const [name, given] of Object.entries(answers)) {
    answer = given
    await page.evaluate(() => void session.refresh().catch(() => undefined))
    await eventually(activity, 10_000).toBe('waiting')
    expect(await page.evaluate(() => session.getSnapshot().user?.name), name).toBe(alice.name)
    // It is tried again by itself, sooner where it has not failed before.
    answer = null
    await eventually(activity).toBe('idle')
  }

  const shown = await history(page)
  const since = shown.findIndex(({ status }) => status === 'signed-in')
  expect(shown.slice(since).map(({ status }) => status)).toEqual(shown.slice(since).map(() => 'signed-in'))
})

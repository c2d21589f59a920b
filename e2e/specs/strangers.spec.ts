import { execFileSync } from 'node:child_process'
import type { Page } from '@playwright/test'
import { mergeTests, test as plain } from '@playwright/test'
import { alice } from '../fixtures/accounts.ts'
import { createScreen, testingLibrary } from '../fixtures/createScreen.ts'
import { eventually } from '../fixtures/eventually.ts'
import type { Strangers } from '../fixtures/strangers/createStrangers.ts'
import { createStrangers } from '../fixtures/strangers/createStrangers.ts'
import { openSite } from '../fixtures/strangers/openSite.ts'
import type { ProjectName } from '../fixtures/strangers/projects.ts'
import { test as base, expect } from '../fixtures/test.ts'

interface Options {
  readonly project: ProjectName
}

const node = plain.extend<object, { readonly strangers: Strangers }>({
  strangers: [
    async ({ browserName: _ }, use) => {
      const strangers = createStrangers()
      await use(strangers)
      strangers.remove()
    },
    { scope: 'worker', timeout: 240_000 },
  ],
})

const test = mergeTests(node, base).extend<Options>({
  project: ['module', { option: true }],
  // The shop's services, on the origin of what the project has become.
  shop: async ({ shop, strangers, project }, use) => {
    const site = await openSite(strangers.folderOf(project), shop.url)
    await use({ ...shop, url: site.url })
    await site.close()
  },
})

// One installation for all of them.
test.describe.configure({ mode: 'default' })

test("the README's module signs in, says the name and the orders, and signs out", async ({ shop, context }) => {
  const page = await context.newPage()
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))

  await page.goto(shop.url)

  const changes = () => said.filter((text, index) => text !== said[index - 1])
  const all = ['signed-out', 'signed-in', alice.name, '{orders: Array(0)}', 'signed-in', 'signed-out']
  await eventually(changes).toEqual(all)
  await eventually(async () => (await shop.counts()).revocations).toBe(1)
  expect((await shop.counts()).requests).toMatchObject({ 'sign-in': 1, orders: 1, refresh: 0 })
})

/** Signs in and out by the buttons of these names, in two tabs and over a reload. */
async function useButtons(page: Page, other: Page, url: string, signIn: string, signOut: string): Promise<void> {
  const pages = [page, other].map((of) => ({ of, ...createScreen(of) }))
  for (const { of } of pages) {
    await of.addInitScript(testingLibrary)
    await of.goto(url)
  }
  const shown = () => Promise.all(pages.map(({ texts }) => texts('button')))
  await eventually(shown).toEqual([[signIn], [signIn]])

  await pages[0]?.click('button', signIn)
  await eventually(shown).toEqual([[signOut], [signOut]])

  await page.reload()
  await eventually(shown).toEqual([[signOut], [signOut]])

  await pages[1]?.click('button', signOut)
  await eventually(shown).toEqual([[signIn], [signIn]])
}

const pages: readonly (readonly [ProjectName, string, string, string])[] = [
  ['script', "the README's script tag", 'Sign in', alice.name],
  ['react-19', 'the README of the React bindings, with React 19,', 'Sign in', `Sign out ${alice.name}`],
  ['react-18', 'the README of the React bindings, with React 18,', 'Sign in', `Sign out ${alice.name}`],
  ['vue', 'the README of the Vue bindings', 'Sign in', `Sign out ${alice.name}`],
]

for (const [project, what, signIn, signOut] of pages) {
  test.describe(() => {
    test.use({ project })

    test(`${what} signs in and out, in two tabs and over a reload`, async ({ shop, context }) => {
      await useButtons(await context.newPage(), await context.newPage(), shop.url, signIn, signOut)
      await eventually(async () => (await shop.counts()).revocations).toBe(1)
      expect((await shop.counts()).requests).toMatchObject({ 'sign-in': 1, refresh: 0 })
    })
  })
}

/** Runs a file of the project for Node; resolves with what it printed. */
const run = (strangers: Strangers, file: string): string =>
  execFileSync(process.execPath, [file], { cwd: strangers.folderOf('node'), encoding: 'utf8', env: { PATH: '' } })

node("every package can be imported in Node, where core's README does nothing", ({ strangers }) => {
  expect(run(strangers, 'imports.js') + run(strangers, 'core.js')).toBe('')
})

node('the README of the testing kit counts what it says', ({ strangers }) => {
  expect(run(strangers, 'testing.js')).toBe('{ signIns: 1, refreshes: 1, reuses: 0, revocations: 0 }\n')
})

import { openRecipe } from '@holdfast/demo/recipes'
import { expect, test } from '@playwright/test'
import { browserWithPageCache } from '../fixtures/browser.ts'
import { eventually } from '../fixtures/eventually.ts'

test.use({ launchOptions: browserWithPageCache })

test('who comes back from the sign-in page by the Back button finds the page as it was, and may try again', async ({
  page,
}) => {
  const recipe = await openRecipe('bff')
  await page.goto(`${recipe.url}/recipe`)
  await page.evaluate(() => session.ready())
  await page.evaluate(() => {
    void session.signIn({}).catch(({ name }) => Object.assign(globalThis, { outcome: name }))
  })
  await page.waitForURL('**/provider')

  // `page.goBack` waits for a load that a restored page never has, and the page may be gone before it can answer.
  await page.evaluate(() => history.back()).catch(() => {})

  const outcome = () => page.evaluate(() => Reflect.get(globalThis, 'outcome')).catch(() => 'on the way')
  await eventually(outcome).toBe('AbortError')
  expect(await page.evaluate(() => session.getSnapshot())).toMatchObject({ activity: 'idle', error: null })
  await recipe.close()
})

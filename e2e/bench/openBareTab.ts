import type { BrowserContext, Page } from '@playwright/test'
import type { Keeping } from '../fixtures/openSession.ts'
import type { Shop } from '../fixtures/openShop.ts'

/** Opens a page with nothing but Holdfast. */
export async function openBareTab(context: BrowserContext, { url }: Shop): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${url}/bare`)
  return page
}

/** Opens a session there as `globalThis.session`, kept as by default. */
export async function openSession(page: Page, options: Pick<Keeping, 'leeway'> = {}): Promise<void> {
  await page.evaluate((given) => {
    const { bearer, createSession } = Holdfast
    const source = bearer({ url: '/identity', user: ({ sub, name }) => ({ id: sub, name: String(name) }) })
    globalThis.session = createSession({ source, ...given }) as never
    session.start()
  }, options)
}

import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ScaledShop } from '@holdfast/demo/scaled'
import { startScaled } from '@holdfast/demo/scaled'
import { alice } from '../fixtures/accounts.ts'
import { eventually } from '../fixtures/eventually.ts'
import { openShop } from '../fixtures/openShop.ts'
import { signInByForm } from '../fixtures/signIn.ts'
import { test as base, expect } from '../fixtures/test.ts'

const hasNginx = ['/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/bin/nginx'].some(existsSync)

/** Three instances of every service, each of which keeps the sessions that it has begun in its own memory. */
const test = base.extend<{ scaled: ScaledShop }>({
  scaled: async ({ browserName: _ }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'shop-'))
    const database = join(folder, 'shop.sqlite')
    const server = { instances: 3, routing: 'sticky', store: 'memory:', database, host: '127.0.0.1', port: 0 } as const
    await use(await startScaled(server))
    await rm(folder, { recursive: true })
  },
  shop: async ({ scaled }, use) => {
    const shop = await openShop(async () => scaled)
    await use(shop)
    await shop.close()
  },
})

// Set-up says so where it cannot be had.
const testWithNginx = hasNginx ? test : () => undefined

testWithNginx(
  'whoever was signed in at an instance that died is told so, and loses no basket',
  async ({ scaled, openShopTab }) => {
    const here = await openShopTab('?session=server')
    const there = await openShopTab('?session=server', '/react')
    await signInByForm(here, alice)
    for (const tab of [here, there]) await eventually(() => tab.texts('button', 'Sign out')).toHaveLength(1)
    await here.click('button', 'Add Hand compass to basket')
    const answer = await here.page.request.get(`${scaled.url}/identity/session`)
    const home = Number(answer.headers()['x-shop-instance'])
    const { pid } = scaled.instances[home - 1] ?? { pid: 0 }
    expect([answer.status(), pid]).toEqual([200, expect.any(Number)])

    process.kill(pid, 'SIGKILL')
    // Not by a button: the basket asks as the window gets the focus, and all buttons of a session go with it.
    await here.page.evaluate(() => globalThis.shop.session.fetch('/orders').catch(() => undefined))

    for (const tab of [here, there])
      await eventually(() => tab.texts('status')).toContain(
        'The sign-in service no longer accepts this session. Please sign in again.',
      )
    const basketOf = (tab: typeof here) => tab.within('region', 'Basket').texts('listitem')
    await there.click('button', 'Add Storm lantern to basket')
    await eventually(() => basketOf(here)).toEqual([expect.stringContaining('Storm lantern')])
    await signInByForm(here, alice)
    for (const tab of [here, there])
      await eventually(() => basketOf(tab)).toEqual(
        ['Hand compass', 'Storm lantern'].map((good) => expect.stringContaining(good)),
      )
  },
)

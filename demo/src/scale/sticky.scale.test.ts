import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { findProgram } from '../programs/findProgram.ts'
import { createShopper } from '../testing/createShopper.ts'
import { startScaled } from './startScaled.ts'

const isMissing = findProgram('nginx') === undefined

describe.skipIf(isMissing)(`sticky routing${isMissing ? ' (skipped: nginx is not installed)' : ''}`, () => {
  test('loses, with an instance that keeps sessions itself, those that lived there, and no others', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'shop-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const shop = await startScaled({
      instances: 3,
      routing: 'sticky',
      store: 'memory:',
      database: join(folder, 'shop.sqlite'),
      host: '127.0.0.1',
      port: 0,
    })
    onTestFinished(() => shop.close())
    const shoppers = Array.from({ length: 60 }, (_, number) => createShopper(shop.url, number))
    await Promise.all(shoppers.map((shopper) => shopper.enter()))
    const homes = await Promise.all(
      shoppers.map(async ({ visitor }) => (await visitor.get('/identity/session')).headers.get('x-shop-instance')),
    )
    const killed = Number(homes[0])
    process.kill(shop.instances[killed - 1]?.pid ?? 0, 'SIGKILL')

    const outcomes = await Promise.all(shoppers.map((shopper) => shopper.probe()))
    const lost = outcomes.filter((outcome) => outcome === 'lost').length
    process.stdout.write(`sticky, in-process store, one of 3 instances killed: ${lost} of 60 sessions lost\n`)
    expect(outcomes).toEqual(homes.map((home) => (Number(home) === killed ? 'lost' : 'ok')))
    expect(lost).toBeGreaterThan(0)
    expect(lost).toBeLessThan(60)

    const [first] = shoppers
    await first?.enter()
    for (let times = 0; times < 6; times += 1) expect(await first?.ask(times / 6)).toBe('ok')
  })
})

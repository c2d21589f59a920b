import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ServiceName } from '../gateway/routes.ts'
import { findProgram } from '../programs/findProgram.ts'
import { createShopper } from '../testing/createShopper.ts'
import { createTestServer } from '../testing/createTestServer.ts'
import { createVisitor } from '../testing/createVisitor.ts'
import { cartPath, opsOf, piecesIn } from '../testing/opsOf.ts'
import { runLoad } from '../testing/runLoad.ts'
import type { TestServer } from '../testing/TestServer.ts'
import { testServers } from '../testing/testServers.ts'
import type { ScaledShop } from './startScaled.ts'
import { startScaled } from './startScaled.ts'

const clients = 200
const loadMs = 30_000

for (const kind of Object.values(testServers)) {
  const missing = ['nginx', kind.program].filter((program) => findProgram(program) === undefined)
  const skipped = missing.length > 0 ? ` (skipped: ${missing.join(', ')} is not installed)` : ''

  describe.skipIf(missing.length > 0)(`three instances that share ${kind.name}${skipped}`, () => {
    let folder = ''
    let server: TestServer
    let shop: ScaledShop
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'shop-'))
      server = await createTestServer(kind)
      shop = await startScaled({
        instances: 3,
        routing: 'round-robin',
        store: server.uri,
        database: join(folder, 'shop.sqlite'),
        host: '127.0.0.1',
        port: 0,
      })
    })
    afterAll(async () => {
      await shop?.close()
      await server?.close()
      await rm(folder, { recursive: true, force: true })
    })

    test('a session of any is one of all, until a sign-out at any', async () => {
      for (const [at, home] of shop.instances.entries()) {
        let away = home
        const browser = createVisitor((path) => away.urls[path.split(/[/?]/)[1] as ServiceName])
        expect((await browser.signIn('alice')).status).toBe(200)
        const wanted = { bell: at + 1 }
        for (away of shop.instances) {
          expect((await browser.get('/catalogue')).status).toBe(200)
          const { body } = await browser.send('POST', '/cart/ops', opsOf(wanted))
          expect(piecesIn(body)).toEqual(wanted)
          expect((await browser.get('/orders')).status).toBe(200)
          expect((await browser.get('/identity/session')).body.user.email).toBe('alice@example.com')
        }
        expect((await browser.copy().send('POST', '/identity/session/sign-out')).status).toBe(204)
        for (away of shop.instances) {
          expect((await browser.get('/identity/session')).status).toBe(401)
          expect((await browser.get(cartPath)).status).toBe(401)
        }
      }
    })

    test('no session is lost and nobody is taken for another when one is killed under load', async () => {
      const shoppers = Array.from({ length: clients }, (_, number) => createShopper(shop.url, number))
      for (let from = 0; from < clients; from += 20)
        await Promise.all(shoppers.slice(from, from + 20).map((shopper) => shopper.enter()))
      const [figures] = await Promise.all([
        runLoad(shoppers, loadMs),
        pause(loadMs / 3).then(() => process.kill(shop.instances[1]?.pid ?? 0, 'SIGKILL')),
      ])
      const afterwards = await Promise.all(shoppers.map((shopper) => shopper.probe()))
      const gone = afterwards.filter((outcome) => outcome !== 'ok').length
      const { requests, p50, p99 } = figures
      const errors = Object.values(figures.errors).reduce((sum, count) => sum + count, 0)
      const kinds = errors === 0 ? '' : ` ${JSON.stringify(figures.errors)}`
      process.stdout.write(
        `${kind.name}: ${clients} clients, ${loadMs / 1000} s, one of 3 instances killed: ${requests} requests, ` +
          `${errors} errors${kinds}, p50 ${p50} ms, p99 ${p99} ms, ${gone} sessions lost, ${figures.wrong} wrong users\n`,
      )
      expect({ ...figures, gone }).toMatchObject({ lost: 0, wrong: 0, gone: 0 })
      expect(requests).toBeGreaterThan(clients)
      // What an instance may have acted on when it died is not sent to another.
      expect(errors).toBeLessThan(clients / 4)
    })
  })
}

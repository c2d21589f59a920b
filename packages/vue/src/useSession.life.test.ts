// @vitest-environment jsdom
import { isHoldfastError } from '@holdfast/core'
import { expect, test, vi } from 'vitest'
import { createApp, effectScope, h, ref } from 'vue'
import { nothing, openSignedIn, openVue, watch } from '../test/openVue.ts'
import { sessionPlugin } from './sessionPlugin.ts'
import { useSession } from './useSession.ts'
import { useSessionExpiry } from './useSessionExpiry.ts'

const MINUTE = 60_000

const who = () => {
  const { status, user } = useSession()
  return () => `${status.value} ${user.value?.id}`
}

test('ten consumers start the session once and ask for nothing more (invariant 14)', async () => {
  const { shop, page, counted, countSubscribers, mount } = openVue()
  await shop.openSignedIn()
  const before = shop.world.requests.length
  const consumers = Array.from({ length: 10 }, () => watch(who))
  const shown = mount(() => consumers.map(({ component }) => h(component)))
  expect(countSubscribers()).toBe(10)
  await shop.world.until(() => page.session.getSnapshot().status === 'signed-in')
  expect(await shown.text()).toBe('signed-in ann'.repeat(10))
  expect(consumers.map(({ renders }) => renders)).toEqual(Array.from({ length: 10 }, () => 2))
  expect(shop.world.requests.length).toBe(before)
  expect(counted.open.wakes).toBe(await openAlone())
  shown.unmount()

  async function openAlone(): Promise<number> {
    const alone = openVue()
    alone.page.session.subscribe(() => {})
    await alone.shop.world.advance(1_000)
    return alone.counted.open.wakes
  }
})

test('after an unmount nobody listens, and stop() leaves nothing (invariant 15)', async () => {
  const { shop, page, counted, countSubscribers, mount } = openVue({ session: { idleTimeout: 30 * MINUTE } })
  await shop.openSignedIn()
  const reader = watch(who)
  const both = watch(() => {
    const { isExpiring } = useSessionExpiry()
    const name = useSession(({ user }) => user?.id)
    return () => `${isExpiring.value} ${name.value}`
  })
  const isShown = ref(true)
  const shown = mount(() => [h(reader.component), isShown.value ? h(both.component) : null])
  await shop.world.advance(1_000)
  expect(await shown.text()).toBe('signed-in annfalse ann')
  expect(countSubscribers()).toBe(3)
  isShown.value = false
  await shown.text()
  expect(countSubscribers()).toBe(1)
  shown.unmount()
  expect(countSubscribers()).toBe(0)
  expect(counted.open).not.toEqual(nothing)
  page.session.stop()
  await shop.world.advance(1)
  expect(counted.open).toEqual(nothing)
})

test('lasts as long as the effect scope it is called in (invariant 15)', async () => {
  const { shop, page, countSubscribers } = await openSignedIn()
  const app = createApp({}).use(sessionPlugin(page.session))
  const scope = effectScope(true)
  const user = scope.run(() => app.runWithContext(() => useSession().user))
  expect([user?.value?.id, countSubscribers()]).toEqual(['ann', 1])
  await shop.world.run(page.session.signOut())
  expect(user?.value).toBe(null)
  scope.stop()
  expect(countSubscribers()).toBe(0)
})

test('without the plugin it throws NOT_PROVIDED, which says what to write', () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const thrown = (call: () => unknown): unknown => {
    try {
      return call()
    } catch (error) {
      return error
    }
  }
  const inApp = createApp({})
  const calls: (() => unknown)[] = [useSession, useSessionExpiry]
  for (const use of calls)
    for (const error of [thrown(use), thrown(() => inApp.runWithContext(use))]) {
      expect(isHoldfastError(error, 'NOT_PROVIDED')).toBe(true)
      expect((error as Error).message).toContain('app.use(sessionPlugin(session))')
    }
  expect(warned.mock.calls.flat().join()).not.toContain('onScopeDispose')
})

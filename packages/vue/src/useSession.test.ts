// @vitest-environment jsdom
import { describe, expect, test, vi } from 'vitest'
import { defineComponent, h, isReadonly, onErrorCaptured, toRaw, watchSyncEffect } from 'vue'
import { ann, bob } from '../../core/test/openShop.ts'
import { openSignedIn, openVue, watch } from '../test/openVue.ts'
import { useSession } from './useSession.ts'

const MINUTE = 60_000

const who = () => {
  const { status, user } = useSession()
  return () => `${status.value} ${user.value?.id}`
}

describe('a component that reads status and user', () => {
  test('renders when somebody signs in and out here', async () => {
    const { shop, page, mount } = openVue()
    const shown = mount(watch(who).component)
    expect(await shown.text()).toBe('loading undefined')
    await shop.world.run(page.session.ready())
    expect(await shown.text()).toBe('signed-out undefined')
    await shop.world.run(page.session.signIn(ann))
    expect(await shown.text()).toBe('signed-in ann')
    await shop.world.run(page.session.signOut())
    expect(await shown.text()).toBe('signed-out undefined')
    shown.unmount()
  })

  test('renders no time for a focus, a message without news, a refresh or activity (invariant 14)', async () => {
    const { shop, page, other, mount } = await openSignedIn({ session: { idleTimeout: 30 * MINUTE } })
    const { world, identity } = shop
    const watched = watch(who)
    const shown = mount(watched.component)
    expect(await shown.text()).toBe('signed-in ann')
    const changes = vi.fn()
    page.session.subscribe(changes)
    const before = world.requests.length

    page.tab.hide()
    page.tab.show()
    page.tab.focus()
    await world.advance(100)
    await shown.text()
    const { endsAt } = page.session.expiry.getSnapshot()
    await world.advance(5 * MINUTE)
    for (const { tab } of [page, other]) tab.input()
    await world.advance(1_000)
    await shown.text()
    expect(page.session.expiry.getSnapshot().endsAt).toBeGreaterThan(endsAt as number)
    expect(world.requests.length).toBe(before)
    expect(changes).not.toHaveBeenCalled()

    for (const { session } of [page, other]) {
      await world.run(session.refresh())
      await world.advance(1_000)
      await shown.text()
    }
    expect(identity.refreshes).toBe(2)
    expect(world.requests.length).toBe(before + 2)
    expect(changes).toHaveBeenCalled()
    expect(watched.renders).toBe(1)
    shown.unmount()
  })

  test('renders once for a user switch in another tab, and once for a sign-out there (invariants 13, 14)', async () => {
    const { shop, other, mount } = await openSignedIn()
    const watched = watch(who)
    const shown = mount(watched.component)
    expect([await shown.text(), watched.renders]).toEqual(['signed-in ann', 1])
    await shop.world.run(other.session.signIn(bob))
    await shop.world.advance(1_000)
    expect([await shown.text(), watched.renders]).toEqual(['signed-in bob', 2])
    await shop.world.run(other.session.signOut())
    await shop.world.advance(1_000)
    expect([await shown.text(), watched.renders]).toEqual(['signed-out undefined', 3])
    shown.unmount()
  })
})

describe('the refs', () => {
  test('of a change tell only those that differ, and are readonly', async () => {
    const { shop, page, mount } = await openSignedIn()
    const seen: string[] = []
    let given: ReturnType<typeof useSession> | undefined
    const shown = mount({
      setup() {
        const session = useSession()
        given = session
        watchSyncEffect(() => seen.push(`activity ${session.activity.value}`))
        watchSyncEffect(() => seen.push(`user ${session.user.value?.id}`))
        watchSyncEffect(() => seen.push(`snapshot ${session.snapshot.value.activity}`))
        return () => null
      },
    })
    seen.length = 0
    await shop.world.run(page.session.refresh())
    expect(seen.sort()).toEqual(['activity idle', 'activity refreshing', 'snapshot idle', 'snapshot refreshing'])
    const { session, snapshot, status, activity, error, user, reason, ...actions } = given as NonNullable<typeof given>
    expect(session).toBe(page.session)
    expect(snapshot.value).toBe(page.session.getSnapshot())
    for (const ref of [snapshot, status, activity, error, user, reason]) expect(isReadonly(ref)).toBe(true)
    const { signIn, signOut, refresh, getAccessToken, fetch } = page.session
    expect(actions).toEqual({ signIn, signOut, refresh, getAccessToken, fetch })
    expect(toRaw(user.value)).toBe(user.value)
    shown.unmount()
  })
})

describe('a selection', () => {
  test('triggers only when it differs (invariant 14)', async () => {
    const { shop, page, other, mount } = await openSignedIn()
    const byIdentity = watch(() => {
      const id = useSession(({ user }) => user?.id)
      return () => id.value
    })
    const byValue = watch(() => {
      const ids = useSession(
        ({ user }) => [user?.id],
        (a, b) => a[0] === b[0],
      )
      return () => ids.value
    })
    const shown = mount(() => [h(byIdentity.component), h(byValue.component)])
    await shop.world.run(page.session.refresh())
    expect(await shown.text()).toBe('annann')
    expect([byIdentity.renders, byValue.renders]).toEqual([1, 1])
    await shop.world.run(other.session.signIn(bob))
    await shop.world.advance(1_000)
    expect(await shown.text()).toBe('bobbob')
    expect([byIdentity.renders, byValue.renders]).toEqual([2, 2])
    shown.unmount()
  })

  test('that throws reaches onErrorCaptured and the app, and comes back when it can', async () => {
    const { shop, other, mount } = await openSignedIn()
    const captured = vi.fn()
    const picky = watch(() => {
      const id = useSession(({ user }) => {
        if (user?.id === 'bob') throw new Error('not bob')
        return user?.id
      })
      return () => id.value
    })
    const shown = mount(
      defineComponent(() => {
        onErrorCaptured(captured)
        return () => h(picky.component)
      }),
    )
    const handled = vi.fn()
    shown.app.config.errorHandler = handled
    expect(await shown.text()).toBe('ann')
    await shop.world.run(other.session.signIn(bob))
    await shop.world.advance(1_000)
    await shown.text()
    for (const listener of [captured, handled])
      expect(listener.mock.calls[0]?.[0]).toMatchObject({ message: 'not bob' })
    await shop.world.run(other.session.signIn(ann))
    await shop.world.advance(1_000)
    expect(await shown.text()).toBe('ann')
    shown.unmount()
  })
})

// @vitest-environment jsdom
import { createRecord, type SharedRecord } from '@holdfast/core'
import { expect, test } from 'vitest'
import { h } from 'vue'
import { openSignedIn, type Vue, watch } from '../test/openVue.ts'
import { useRecord } from './useRecord.ts'

const wishlistOf = ({ page }: Pick<Vue, 'page'>): SharedRecord<readonly string[]> =>
  createRecord({ name: 'wishlist', initial: [] as readonly string[], owner: page.session })

test('shows an edit made here at once, and one made in another tab when it comes', async () => {
  const vue = await openSignedIn()
  const { world } = vue.shop
  const wishlist = wishlistOf(vue)
  let given: ReturnType<typeof useRecord<readonly string[]>> | undefined
  const watched = watch(() => {
    const { value, status, isDurable, ...actions } = useRecord(wishlist)
    given = { value, status, isDurable, ...actions }
    return () => `${status.value} ${isDurable.value} ${value.value}`
  })
  const shown = vue.mount(watched.component)
  await world.run(wishlist.ready())
  expect(await shown.text()).toBe('ready true ')
  const { update, remove } = given as NonNullable<typeof given>
  const stored = update((list) => [...list, 'boat'])
  expect(await shown.text()).toBe('ready true boat')
  await world.run(stored)
  await world.run(wishlistOf({ page: vue.other }).update((list) => [...list, 'oar']))
  await world.advance(1_000)
  expect([await shown.text(), watched.renders]).toEqual(['ready true boat,oar', 4])
  await world.run(remove())
  expect([await shown.text(), watched.renders]).toEqual(['ready true ', 5])
  shown.unmount()
})

test('a field or a selection that does not differ triggers nobody (invariant 14)', async () => {
  const vue = await openSignedIn()
  const { world } = vue.shop
  const wishlist = wishlistOf(vue)
  await world.run(wishlist.ready())
  const status = watch(() => {
    const record = useRecord(wishlist)
    return () => record.status.value
  })
  const hasBoat = watch(() => {
    const selected = useRecord(wishlist, (list) => list.includes('boat'))
    return () => selected.value
  })
  const boats = watch(() => {
    const selected = useRecord(
      wishlist,
      (list) => list.filter((thing) => thing === 'boat'),
      (a, b) => a.length === b.length,
    )
    return () => selected.value
  })
  const all = [status, hasBoat, boats]
  const shown = vue.mount(() => all.map(({ component }) => h(component)))
  await world.run(wishlist.update((list) => [...list, 'oar']))
  expect(await shown.text()).toBe('readyfalse')
  expect(all.map(({ renders }) => renders)).toEqual([1, 1, 1])
  await world.run(wishlist.update((list) => [...list, 'boat']))
  expect(await shown.text()).toBe('readytrueboat')
  expect(all.map(({ renders }) => renders)).toEqual([1, 2, 2])
  shown.unmount()
})

test('after an unmount nobody listens (invariant 15)', async () => {
  const vue = await openSignedIn()
  const wishlist = wishlistOf(vue)
  let listeners = 0
  const counted: typeof wishlist = {
    ...wishlist,
    subscribe(listener) {
      const end = wishlist.subscribe(listener)
      listeners++
      return () => {
        listeners--
        end()
      }
    },
  }
  const shown = vue.mount(
    watch(() => {
      const { value } = useRecord(counted)
      const size = useRecord(counted, (list) => list.length)
      return () => `${value.value} ${size.value}`
    }).component,
  )
  expect(listeners).toBe(2)
  shown.unmount()
  expect(listeners).toBe(0)
})

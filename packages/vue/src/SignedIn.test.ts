// @vitest-environment jsdom
import { expect, test, vi } from 'vitest'
import { h } from 'vue'
import { ann, bob } from '../../core/test/openShop.ts'
import { openSignedIn, openVue } from '../test/openVue.ts'
import { SignedIn } from './SignedIn.ts'
import { SignedOut } from './SignedOut.ts'

interface User {
  readonly id: string
}

test('shows what it knows: nothing yet, nobody, or the user', async () => {
  const { shop, page, mount } = openVue()
  const shown = mount(() => [
    h(SignedIn, null, {
      default: ({ user }: { user: User }) => `hello ${user.id}`,
      loading: () => 'wait',
      fallback: () => 'who?',
    }),
    '|',
    h(SignedOut, null, { default: () => 'sign in', loading: () => 'wait' }),
  ])
  expect(await shown.text()).toBe('wait|wait')
  await shop.world.run(page.session.ready())
  expect(await shown.text()).toBe('who?|sign in')
  await shop.world.run(page.session.signIn(ann))
  expect(await shown.text()).toBe('hello ann|')
  await shop.world.run(page.session.signIn(bob))
  expect(await shown.text()).toBe('hello bob|')
  await shop.world.run(page.session.signOut())
  expect(await shown.text()).toBe('who?|sign in')
  shown.unmount()
})

test('shows nothing where no slot is given', async () => {
  const { shop, page, mount } = openVue()
  const shown = mount(() => [h(SignedIn), h(SignedOut)])
  expect(await shown.text()).toBe('')
  await shop.world.run(page.session.ready())
  expect(await shown.text()).toBe('')
  await shop.world.run(page.session.signIn(ann))
  expect(await shown.text()).toBe('')
  shown.unmount()
})

test('`when` keeps it from some', async () => {
  const { shop, page, mount } = await openSignedIn()
  const shown = mount(() =>
    h(SignedIn, { when: ({ id }: User) => id === 'bob' }, { default: () => 'for bob', fallback: () => 'not for you' }),
  )
  expect(await shown.text()).toBe('not for you')
  await shop.world.run(page.session.signIn(bob))
  expect(await shown.text()).toBe('for bob')
  shown.unmount()
})

test('renders no time for a refresh, nor SignedOut for a user switch (invariant 14)', async () => {
  const { shop, page, mount } = await openSignedIn()
  const seen = vi.fn(({ user }: { user: User }) => user.id)
  const out = vi.fn(() => 'out')
  const shown = mount(() => [h(SignedIn, null, { default: seen }), h(SignedOut, null, { default: out })])
  await shop.world.run(page.session.refresh())
  expect(await shown.text()).toBe('ann')
  expect(seen).toHaveBeenCalledTimes(1)
  await shop.world.run(page.session.signIn(bob))
  expect(await shown.text()).toBe('bob')
  expect(seen).toHaveBeenCalledTimes(2)
  expect(out).not.toHaveBeenCalled()
  shown.unmount()
})

import type { Grant } from '@holdfast/core'
import { assert, assertCode, assertEqual } from './assert.ts'
import type { SourceCheck } from './SourceSubject.ts'

function checkGrant({ user, lifetime, tokens }: Grant): void {
  assert(typeof user.id === 'string' && user.id !== '', 'user.id must be a text.')
  const isLifetime = lifetime === null || (Number.isFinite(lifetime) && lifetime > 0)
  assert(isLifetime, `lifetime must be null or milliseconds above 0, not ${lifetime}.`)
  assert(tokens === null || tokens.accessToken !== '', 'tokens must be null or have an accessToken.')
}

/** What a source does when nothing is wrong. */
export const sourceGrants: readonly SourceCheck[] = [
  [
    'the right input signs in',
    async ({ signIn }) => {
      checkGrant(await signIn())
    },
  ],
  [
    'a grant survives being stored',
    async ({ signIn, world, source, context }) => {
      const grant = await signIn()
      assertEqual(JSON.parse(JSON.stringify(grant)), grant, 'The grant as JSON')
      checkGrant(await world.run(source.refresh(JSON.parse(JSON.stringify(grant)), context())))
    },
  ],
  [
    'the wrong input is rejected with SIGN_IN_REJECTED',
    async ({ world, source, wrongInput, context }) => {
      const outcome = await world.settle(source.signIn(wrongInput, context()))
      assert(outcome.status === 'rejected', 'The wrong input must not sign in.')
      assertCode(outcome.reason, ['SIGN_IN_REJECTED'], 'The sign-in')
    },
  ],
  [
    'a refresh gives a new grant of the same user, again and again',
    async ({ signIn, world, source, context }) => {
      let grant = await signIn()
      for (let turn = 0; turn < 3; turn++) {
        const next = await world.run(source.refresh(grant, context()))
        checkGrant(next)
        assertEqual(next.user.id, grant.user.id, 'The user')
        grant = next
      }
    },
  ],
  [
    'a refresh that the server refuses is rejected with REFRESH_REJECTED',
    async ({ signIn, world, source, context }) => {
      const grant = await signIn()
      if (!source.revoke) return
      await world.run(source.revoke(grant, context()))
      const outcome = await world.settle(source.refresh(grant, context()))
      assert(outcome.status === 'rejected', 'What was revoked must not be refreshed.')
      assertCode(outcome.reason, ['REFRESH_REJECTED'], 'The refresh')
    },
  ],
  [
    'a grant can be revoked twice',
    async ({ signIn, world, source, context }) => {
      const grant = await signIn()
      await world.run(Promise.resolve(source.revoke?.(grant, context())))
      await world.run(Promise.resolve(source.revoke?.(grant, context())))
    },
  ],
  [
    'a restore finds who is signed in, in another tab too',
    async ({ signIn, world, source, context }) => {
      const grant = await signIn()
      if (!source.restore) return
      const restored = await world.run(source.restore(context()))
      checkGrant(restored)
      assertEqual(restored.user.id, grant.user.id, 'The user')
    },
  ],
  [
    'attach sends the request where it was going',
    async ({ signIn, source, world }) => {
      const grant = await signIn()
      const request = new Request(`${world.origin}/api/orders`, { method: 'POST', body: 'x' })
      const attached = await source.attach?.(request, grant)
      if (!attached) return
      assertEqual([attached.url, attached.method], [`${world.origin}/api/orders`, 'POST'], 'The request')
    },
  ],
]

// What a session that the app has registered is to the bindings.
import type { Activity, HoldfastError, SignOutReason, Snapshot } from '@holdfast/core'
import { SignedIn, SignedOut, sessionPlugin, useRecord, useSession, useSessionExpiry } from '@holdfast/vue'
import { expectTypeOf } from 'vitest'
import { type ComputedRef, createApp, h, type ShallowRef } from 'vue'
import { session, type User, wishlist } from './shop.ts'

const { status, activity, error, user, reason, snapshot, ...actions } = useSession()
expectTypeOf(status).toEqualTypeOf<ComputedRef<'loading' | 'signed-in' | 'signed-out'>>()
expectTypeOf(activity).toEqualTypeOf<ComputedRef<Activity>>()
expectTypeOf(error).toEqualTypeOf<ComputedRef<HoldfastError | null>>()
expectTypeOf(user).toEqualTypeOf<ComputedRef<User | null>>()
expectTypeOf(reason).toEqualTypeOf<ComputedRef<SignOutReason | null>>()
expectTypeOf(snapshot).toEqualTypeOf<Readonly<ShallowRef<Snapshot<User>>>>()
expectTypeOf(actions.session).toEqualTypeOf<typeof session>()
expectTypeOf(actions.signIn).toEqualTypeOf<(typeof session)['signIn']>()
expectTypeOf(actions.fetch).toEqualTypeOf<typeof globalThis.fetch>()
// @ts-expect-error: the session changes by what is done to it.
status.value = 'signed-out'
// @ts-expect-error: so does its snapshot.
snapshot.value = session.getSnapshot()
// @ts-expect-error: the source needs a password.
actions.signIn({ email: 'ann@example.com' })

const now = snapshot.value
if (now.status === 'signed-in') expectTypeOf(now.user).toEqualTypeOf<User>()
if (now.status === 'signed-out') expectTypeOf(now.reason).toEqualTypeOf<SignOutReason>()

expectTypeOf(useSession((s) => s.user?.permissions.length)).toEqualTypeOf<ComputedRef<number | undefined>>()
useSession(
  (s) => [s.user?.id],
  (a, b) => a[0] === b[0],
)
// @ts-expect-error: a user without a surname.
useSession((s) => s.user?.surname)
const byNumber = (a: number, b: number): boolean => a === b
// @ts-expect-error: what compares must fit what is selected.
useSession(({ status }) => status, byNumber)

const expiry = useSessionExpiry()
expectTypeOf(expiry.isExpiring).toEqualTypeOf<ComputedRef<boolean>>()
expectTypeOf(expiry.cause).toEqualTypeOf<ComputedRef<'idle' | 'max-age' | 'server' | null>>()
expectTypeOf(expiry.timeLeft).toEqualTypeOf<Readonly<ShallowRef<number | null>>>()
expectTypeOf(expiry.extend()).resolves.toEqualTypeOf<void>()

const record = useRecord(wishlist)
expectTypeOf(record.value).toEqualTypeOf<ComputedRef<readonly string[]>>()
expectTypeOf(record.status).toEqualTypeOf<ComputedRef<'loading' | 'ready' | 'read-only'>>()
expectTypeOf(record.isDurable).toEqualTypeOf<ComputedRef<boolean>>()
expectTypeOf(record.update).toEqualTypeOf<(typeof wishlist)['update']>()
expectTypeOf(useRecord(wishlist, (skus) => skus.includes('mug'))).toEqualTypeOf<ComputedRef<boolean>>()
// @ts-expect-error: a wishlist has texts.
record.update((skus) => [...skus, 1])

const ann: User = { id: 'ann', name: 'Ann', permissions: [] }
createApp({}).use(sessionPlugin(session, { initial: { user: ann } }))
createApp({})
  .use(sessionPlugin(session, { initial: null }))
  .use(sessionPlugin(session, { initial: undefined }))
// @ts-expect-error: not such a user.
sessionPlugin(session, { initial: { user: { id: 'ann' } } })

h(SignedIn, { when: ({ permissions }) => permissions.includes('admin') }, () => 'for admins')
h(SignedOut, null, { default: () => 'please sign in', loading: () => 'wait' })
// @ts-expect-error: a user without a role.
h(SignedIn, { when: ({ role }) => role === 'admin' })
type Shown = Parameters<NonNullable<InstanceType<typeof SignedIn>['$slots']['default']>>[0]
expectTypeOf<Shown>().toEqualTypeOf<{ readonly user: User }>()

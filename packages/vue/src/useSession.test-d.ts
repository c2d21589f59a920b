import type { Snapshot } from '@holdfast/core'
import { expectTypeOf } from 'vitest'
import type { ComputedRef } from 'vue'
import { useSession } from './useSession.ts'

// Without a registered session nothing is known of the user, nor of what signing in takes. `surface` has one registered.
const { status, user, signIn, snapshot } = useSession()
expectTypeOf(status).toEqualTypeOf<ComputedRef<Snapshot['status']>>()
expectTypeOf(user).toEqualTypeOf<ComputedRef<any>>()
signIn()
signIn({ email: 'ann@example.com' })
const now = snapshot.value
if (now.status === 'loading') expectTypeOf(now.user).toEqualTypeOf<null>()
expectTypeOf(useSession((s) => s.status === 'signed-in')).toEqualTypeOf<ComputedRef<boolean>>()
// @ts-expect-error: a selection is readonly.
useSession((s) => s.status).value = 'loading'
// @ts-expect-error: no such field.
useSession().state
// What a function that uses the session gives back can be named.
expectTypeOf<ReturnType<typeof useSession>['status']>().toEqualTypeOf<typeof status>()

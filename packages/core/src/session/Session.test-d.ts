import { expectTypeOf } from 'vitest'
import type { HoldfastError } from '../HoldfastError.ts'
import type { Challenge, Grant, Source } from '../source/Source.ts'
import { createSession } from './createSession.ts'
import type { Activity, AnySession, RegisteredSession, Session, Settled, SignOutReason, UserOf } from './Session.ts'

interface Ann {
  readonly id: string
  readonly name: string
}
interface Totp extends Challenge {
  readonly kind: 'totp'
  answer(code: string): Promise<Totp | null>
}
declare const source: Source<Ann, { email: string }>
declare const redirecting: Source<Ann, { prompt?: 'login' } | undefined>
declare const bare: Source<Ann, void>
declare const challenging: Source<Ann, { email: string }, Totp>

const session = createSession({ source })
expectTypeOf(session).toEqualTypeOf<Session<Ann, { email: string }>>()
expectTypeOf<UserOf<typeof session>>().toEqualTypeOf<Ann>()
expectTypeOf(session).toExtend<AnySession>()

// Reading the status narrows the user and the reason, destructured too.
const { status, user, reason, activity, error } = session.getSnapshot()
expectTypeOf(activity).toEqualTypeOf<Activity>()
expectTypeOf(error).toEqualTypeOf<HoldfastError | null>()
if (status === 'loading') {
  expectTypeOf(user).toEqualTypeOf<null>()
  expectTypeOf(reason).toEqualTypeOf<null>()
} else if (status === 'signed-in') {
  expectTypeOf(user).toEqualTypeOf<Ann>()
  expectTypeOf(reason).toEqualTypeOf<null>()
} else {
  expectTypeOf(user).toEqualTypeOf<null>()
  expectTypeOf(reason).toEqualTypeOf<SignOutReason>()
}
expectTypeOf(session.ready()).resolves.toEqualTypeOf<Settled<Ann>>()
expectTypeOf<Settled['status']>().toEqualTypeOf<'signed-in' | 'signed-out'>()

// What a sign-in takes follows the source's input.
expectTypeOf(session.signIn({ email: 'ann@example.com' })).resolves.toEqualTypeOf<void>()
// @ts-expect-error: the source needs an input.
session.signIn()
// @ts-expect-error: an input of another shape.
session.signIn({ mail: 'ann@example.com' })
createSession({ source: redirecting }).signIn()
createSession({ source: redirecting }).signIn({ prompt: 'login' }, { timeout: 1_000 })
createSession({ source: bare }).signIn()
// @ts-expect-error: this source takes nothing.
createSession({ source: bare }).signIn({ email: 'ann@example.com' })
// A session of which nothing is known, such as one that no app has registered, takes whatever it is given.
declare const unknown: RegisteredSession
unknown.signIn()
unknown.signIn({ email: 'ann@example.com' }, { timeout: 1_000 })

// A source with challenges hands them to whoever signs in.
expectTypeOf(createSession({ source: challenging }).signIn({ email: 'x' })).resolves.toEqualTypeOf<Totp | null>()

session.on('user-changed', ({ from, to }) => expectTypeOf([from, to]).toEqualTypeOf<(Ann | null)[]>())
session.on('signed-out', (detail) => expectTypeOf(detail.reason).toEqualTypeOf<SignOutReason>())
// @ts-expect-error: no such event.
session.on('signed-off', () => {})
// @ts-expect-error: no such option.
createSession({ source, idleTimeOut: 1 })

expectTypeOf(session.fetch).toEqualTypeOf<typeof globalThis.fetch>()
expectTypeOf(session.adopt).parameter(0).toEqualTypeOf<Grant<Ann>>()
expectTypeOf<RegisteredSession>().toExtend<AnySession>()

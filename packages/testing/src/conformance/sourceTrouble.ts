import { isHoldfastError } from '@holdfast/core'
import type { NetworkFault } from '../network/NetworkFault.ts'
import { assert, assertEqual } from './assert.ts'
import type { SourceCheck, SourceSubject } from './SourceSubject.ts'

const html = { 'content-type': 'text/html' }
const TROUBLE: readonly (readonly [string, NetworkFault])[] = [
  ['a 500', { answer: { status: 500, body: '{"error":"oops"}', headers: { 'content-type': 'application/json' } } }],
  ['a 503 with Retry-After', { answer: { status: 503, headers: { 'retry-after': '5' } } }],
  ['a 429', { answer: { status: 429, headers: { 'retry-after': '5' } } }],
  ['a 408', { answer: { status: 408 } }],
  ['a page instead of JSON', { answer: { status: 200, body: '<html>', headers: html } }],
  ['a 403 of a proxy', { answer: { status: 403, body: '<html>', headers: html } }],
  ['half an answer', { answer: { status: 200, body: '{"access_', headers: { 'content-type': 'application/json' } } }],
  ['a network that fails', { lose: 'request' }],
  ['an answer that is lost', { lose: 'answer' }],
]

const isRejection = (error: unknown): boolean => isHoldfastError(error, 'SIGN_IN_REJECTED', 'REFRESH_REJECTED')

async function mustPass({ world }: SourceSubject, work: Promise<unknown>, what: string): Promise<void> {
  const outcome = await world.settle(work)
  assert(outcome.status === 'rejected', `${what} must reject.`)
  assert(!isRejection(outcome.reason), `${what} ends nothing: ${String(outcome.reason)} must be tried again.`)
}

/** Everything an error says, to whoever logs it. */
function spell(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { detail } = error as { readonly detail?: unknown }
  return [error.message, error.stack, JSON.stringify(detail), error.cause ? spell(error.cause) : ''].join(' ')
}

/** What a source does when something is wrong. */
export const sourceTrouble: readonly SourceCheck[] = [
  ...TROUBLE.map(
    ([what, fault]): SourceCheck => [
      `${what} ends nothing (invariant 4)`,
      async (subject) => {
        const { world, source, nextInput, context, signIn } = subject
        subject.fault(fault)
        await mustPass(subject, Promise.resolve(source.signIn(nextInput(), context())), `${what} at a sign-in`)
        const grant = await signIn()
        subject.fault(fault)
        await mustPass(subject, source.refresh(grant, context('again')), `${what} at a refresh`)
        if (fault.lose === 'answer' && !subject.isReplaying) return
        const next = await world.run(source.refresh(grant, context('again')))
        assertEqual(next.user.id, grant.user.id, 'The user, after the same attempt again')
      },
    ],
  ),
  [
    'a revocation that fails says so',
    async (subject) => {
      const { world, source, context, signIn } = subject
      const grant = await signIn()
      if (!source.revoke) return
      subject.fault({ answer: { status: 500 } })
      const outcome = await world.settle(source.revoke(grant, context()))
      assertEqual(outcome.status, 'rejected', 'A revocation that the server did not confirm')
      await world.run(source.revoke(grant, context()))
    },
  ],
  [
    'an abort is honoured at once',
    async ({ world, source, nextInput, context, signIn }) => {
      const grant = await signIn()
      for (const start of [
        (signal: AbortSignal) => source.signIn(nextInput(), context('a', signal)),
        (signal: AbortSignal) => source.refresh(grant, context('b', signal)),
      ]) {
        const controller = new AbortController()
        const work = Promise.resolve(start(controller.signal))
        world.after(1, () => controller.abort(new DOMException('Enough.', 'AbortError')))
        const outcome = await world.settle(work, { limit: 5 })
        assert(outcome.status === 'rejected', 'What is aborted must reject at once.')
        assert(!isRejection(outcome.reason), 'An abort ends no session.')
      }
    },
  ],
  [
    'no token is in an error or a URL (invariant 9)',
    async (subject) => {
      const { world, source, wrongInput, context, signIn } = subject
      const grant = await signIn()
      const tokens = Object.values(grant.tokens ?? {}).filter((token) => token !== 'Bearer' && token !== 'DPoP')
      const errors: unknown[] = []
      const collect = async (work: unknown): Promise<void> => {
        const outcome = await world.settle(Promise.resolve(work))
        if (outcome.status === 'rejected') errors.push(outcome.reason)
      }
      const echo = { status: 400, body: JSON.stringify({ error: 'invalid_grant', ...grant.tokens }) }
      subject.fault({ answer: { ...echo, headers: { 'content-type': 'application/json' } } })
      await collect(source.refresh(grant, context()))
      subject.fault({ answer: { status: 500, body: JSON.stringify(grant) } })
      await collect(source.refresh(grant, context()))
      // The message of a SyntaxError quotes what it could not read.
      subject.fault({ answer: { status: 200, body: tokens.join(' ') } })
      await collect(source.refresh(grant, context()))
      subject.fault({ lose: 'request' })
      await collect(source.refresh(grant, context()))
      await collect(source.signIn(wrongInput, context()))
      for (const token of tokens) {
        const teller = errors.find((error) => spell(error).includes(token))
        assert(!teller, `An error tells a token: ${(teller as Error | undefined)?.message.replaceAll(token, '…')}`)
        assert(!world.requests.some(({ url }) => url.includes(token)), 'A URL tells a token.')
      }
    },
  ],
]

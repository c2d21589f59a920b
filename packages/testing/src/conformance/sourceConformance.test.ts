import { bearer, HoldfastError, type Source, serverSession } from '@holdfast/core'
import { describe, expect, test } from 'vitest'
import { createRotatingServer } from '../server/createRotatingServer.ts'
import { createSessionServer } from '../server/createSessionServer.ts'
import type { RotatingServer } from '../server/RotatingServer.ts'
import { createWorld } from '../world/createWorld.ts'
import type { SourceSetup } from './SourceSubject.ts'
import { sourceConformance } from './sourceConformance.ts'

const input = { user: 'ada', password: 'ada' }
const wrongInput = { user: 'ada', password: 'wrong' }

const rotating = (isByCookie: boolean, make: (server: RotatingServer) => Source<any, any> = byUrl): SourceSetup => {
  const world = createWorld()
  const server = createRotatingServer(world, { mode: 'replay', isByCookie })
  return { world, source: make(server), input, wrongInput, isReplaying: true }
}
const byUrl = ({ url }: RotatingServer) => bearer({ url })
const byCookie = ({ url }: RotatingServer) => bearer({ url, refreshBy: 'cookie' })
const session = (): SourceSetup => {
  const world = createWorld()
  const { url } = createSessionServer(world)
  const source = serverSession({
    probe: `${url}/session`,
    signIn: `${url}/sign-in`,
    signOut: `${url}/sign-out`,
    renew: `${url}/renew`,
    user: ({ user }) => user ?? null,
    secondsLeft: ({ secondsLeft }) => secondsLeft,
  })
  return { world, source, input, wrongInput, isReplaying: true }
}

const setups: readonly (readonly [string, () => SourceSetup])[] = [
  ['bearer({ url })', () => rotating(false)],
  ["bearer({ url, refreshBy: 'cookie' })", () => rotating(true, byCookie)],
  ['serverSession(…)', session],
]

describe.each(setups)('%s', (_, create) => {
  for (const { name, run } of sourceConformance(create)) test(name, run)
})

test('a source that takes every failure for a rejection, or tells a token, is found out', async () => {
  const cases = sourceConformance(() =>
    rotating(false, (server) => {
      const source = byUrl(server)
      return {
        ...source,
        refresh: (grant, context) =>
          source.refresh(grant, context).catch(() => {
            throw new HoldfastError('REFRESH_REJECTED', `No more of ${grant.tokens?.refreshToken}.`)
          }),
      }
    }),
  )
  const failed: string[] = []
  for (const { name, run } of cases) await run().catch(() => failed.push(name))
  expect(failed).toContain('a 500 ends nothing (invariant 4)')
  expect(failed).toContain('no token is in an error or a URL (invariant 9)')
  expect(failed).not.toContain('the right input signs in')
})

import type { Challenge, Grant, SessionUser, Source, SourceContext } from '@holdfast/core'
import type { FaultRule } from '../network/NetworkFault.ts'
import type { Tab } from '../tab/Tab.ts'
import type { World } from '../world/World.ts'
import { assert } from './assert.ts'

/** A source and the back end that it speaks to, in a world made for one case. */
export interface SourceSetup {
  readonly world: World
  /** Its server must be in the world: see `world.serve`. */
  readonly source: Source<SessionUser, any, any>
  /** What signs in; a function that makes another one each time, where the same works only once. */
  readonly input: unknown
  /** What the server refuses. */
  readonly wrongInput: unknown
  /** Whether the server replays an answer for the same attempt. @default false */
  readonly isReplaying?: boolean
}

/** A source under test, with what its functions are given. */
export interface SourceSubject extends SourceSetup {
  readonly tab: Tab
  context(attempt?: string, signal?: AbortSignal): SourceContext
  /** What signs in next. */
  nextInput(): unknown
  signIn(): Promise<Grant>
  /** Spoils the next requests. */
  fault(fault: FaultRule['fault'], times?: number): void
}

/** A check of a source. */
export type SourceCheck = readonly [name: string, check: (subject: SourceSubject) => Promise<void>]

export function createSourceSubject(setup: SourceSetup): SourceSubject {
  const { world, source, input } = setup
  const tab = world.openTab()
  let attempts = 0
  const context: SourceSubject['context'] = (attempt, signal = new AbortController().signal) => ({
    attempt: attempt ?? `attempt-${++attempts}`,
    isActive: false,
    origin: world.origin,
    signal,
    fetch: (request, init) => tab.platform.fetch(request, { ...init, signal: init?.signal ?? signal }),
  })
  const nextInput = (): unknown => (typeof input === 'function' ? input() : input)
  return {
    ...setup,
    tab,
    context,
    nextInput,
    async signIn() {
      const grant = await world.run(source.signIn(nextInput(), context()))
      assert(!isChallenge(grant), 'The right input must sign in without a further step.')
      return grant
    },
    fault: (fault, times = 1) => void world.fault({ fault, times }),
  }
}

const isChallenge = (step: Grant | Challenge): step is Challenge => 'kind' in step

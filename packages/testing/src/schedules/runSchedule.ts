import { createRotatingServer } from '../server/createRotatingServer.ts'
import { createWorld } from '../world/createWorld.ts'
import { act } from './act.ts'
import { ambush } from './ambush.ts'
import { checkHistory } from './checkHistory.ts'
import { createHooks } from './createHooks.ts'
import { createPage } from './createPage.ts'
import { finish } from './finish.ts'
import { createHistory } from './History.ts'
import { pounce } from './pounce.ts'
import type { Run } from './Run.ts'
import { Violation } from './Violation.ts'
import { watchRow } from './watchRow.ts'

export interface ScheduleOptions {
  /** @default by the seed */
  readonly mode?: Run['mode']
  /** How much is done before the trouble ends. @default 25 */
  readonly steps?: number
  /** @default false; a schedule that fails is run again with a trace */
  readonly isTraced?: boolean
}

const MODES = ['strict', 'grace', 'replay'] as const

/**
 * Runs three tabs with a session and two records against a rotating back end, lets the seed decide what happens to
 * them, and checks invariants 1–6, 8, 11 and 13. Rejects with the seed, what was broken, and everything that led to it.
 */
export async function runSchedule(seed: number, options: ScheduleOptions = {}): Promise<void> {
  const violations: Violation[] = []
  const { world, run, mode } = prepare(seed, options, violations)
  try {
    await play(run, options.steps ?? 25, violations)
  } catch (error) {
    if (!options.isTraced) return runSchedule(seed, { ...options, isTraced: true })
    const trace = world.trace.join('\n')
    throw new Error(`Schedule ${seed} (${mode}): ${(error as Error).message}\n${trace}`, { cause: error })
  }
}

function prepare(seed: number, options: ScheduleOptions, violations: Violation[]) {
  const { mode = MODES[seed % MODES.length]!, isTraced = false } = options
  const world = createWorld({ seed, isTraced })
  const server = createRotatingServer(world, { mode })
  const violate: Run['violate'] = (invariant, message) => {
    const violation = new Violation(invariant, message)
    world.note(`!!! ${violation.message}`)
    violations.push(violation)
  }
  const hooks = createHooks(() => run)
  const run: Run = {
    world,
    server,
    mode,
    violate,
    history: createHistory(),
    row: watchRow(world, `session:${encodeURIComponent(server.url)}`, violate, {
      switched: () => {
        pounce(run)
        ambush(run)
      },
      claimed: () => ambush(run),
    }),
    isOver: false,
    pages: [],
    mend: [],
    openPage: () => {
      const page = createPage(world.openTab(), server, world.requests, hooks)
      run.pages.push(page)
      return page
    },
  }
  return { world, run, mode }
}

async function play(run: Run, steps: number, violations: readonly Violation[]): Promise<void> {
  const { world } = run
  const judge = (): void => {
    const [first] = violations
    if (first) throw first
  }
  for (let opened = 0; opened < 3; opened++) run.openPage()
  for (let step = 0; step < steps; step++) {
    await world.advance(act(run))
    judge()
  }
  await finish(run)
  checkHistory(run)
  judge()
  const [error] = [...world.errors, ...run.pages.flatMap(({ tab }) => tab.errors)]
  if (error) throw error
}

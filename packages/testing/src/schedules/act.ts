import { breakPrimitives, mendPrimitives } from './breakPrimitives.ts'
import { calls } from './calls.ts'
import type { Page } from './createPage.ts'
import { disturbPage } from './disturbPage.ts'
import { awakePages, later, openPages, pickPage, type Run } from './Run.ts'
import { spoilRequests } from './spoilRequests.ts'

/** Tells how long to wait before the next, if that matters. */
type Action = (run: Run, page: Page) => number | void

/** Lets enough time go by for an access token to expire, without a tab noticing. */
function expire({ world }: Run): void {
  world.sleep(world.random.pick([250_000, 301_000, 400_000]))
}

function stepClock({ world }: Run): void {
  world.stepClock(world.random.pick([-86_400_000, -600_000, 600_000]))
}

const signIn: Action = (run, page) => calls.signIn(run, page, run.world.random.pick(['ada', 'bob']))

const askAll: Action = (run) => {
  for (const page of awakePages(run)) calls.token(run, page)
}

/** A grant expires, everybody asks at once, and then something happens in the midst of it. */
const race: Action = (run) => {
  const { world } = run
  expire(run)
  if (world.random.chance(0.4)) spoilRequests(run)
  for (const page of awakePages(run)) later(run, world.random.between(0, 20), () => calls.token(run, page))
  const disturb = world.random.pick<Action>([disturbPage, disturbPage, disturbPage, calls.signOut, signIn, wipe])
  later(run, world.random.between(0, 250), () => {
    const page = pickPage(run)
    if (page) disturb(run, page)
  })
}

/**
 * A page freezes in the midst of its refresh, holding the lock, and wakes when the others have gone on without it, once
 * or twice.
 */
const stall: Action = (run, page) => {
  const { world } = run
  const { random } = world
  const isTwice = random.chance(0.5)
  expire(run)
  calls.token(run, page)
  later(run, random.between(0, 12) * random.pick([1, 1, 10]), () => page.tab.freeze())
  for (const delay of isTwice ? [1_000, 17_000, 20_000, 37_000] : [1_000, 17_000])
    later(run, delay, () => {
      if (delay === 20_000) expire(run)
      askAll(run, page)
    })
  const end = isTwice ? 45_000 : 25_000
  later(run, end, () => page.tab.resume())
  later(run, end + 1_000, () => askAll(run, page))
  return random.chance(0.7) ? end + 5_000 : undefined
}

/** Two people use two tabs at the same moment. */
const compete: Action = (run, page) => {
  const { world } = run
  const other = pickPage(run) ?? page
  const acts = [signIn, calls.signOut, signIn, updateBasket] as const
  world.random.pick(acts)(run, page)
  later(run, world.random.between(0, 120), () => {
    if (other.tab.state === 'live') world.random.pick(acts)(run, other)
  })
}

const updateBasket: Action = (run, page) => {
  for (let left = 1 + run.world.random.below(3); left > 0; left--) calls.update(run, page, 'basket')
}
const updateVisits: Action = (run, page) => calls.update(run, page, 'visits')

const wipe: Action = ({ world, history }) => {
  history.wipes.push(world.now())
  world.wipe()
}

const trouble: Action = (run, page) => {
  const { random } = run.world
  random.pick<Action>([spoilRequests, spoilRequests, breakPrimitives, disturbPage, stepClock])(run, page)
}

const actions: readonly (readonly [weight: number, act: Action])[] = [
  [6, calls.token],
  [4, calls.fetch],
  [6, signIn],
  [3, calls.signOut],
  [8, updateBasket],
  [4, updateVisits],
  [7, race],
  [4, stall],
  [6, compete],
  [6, trouble],
  [2, disturbPage],
  [4, (_run, page) => mendPrimitives(page)],
  [3, (_run, page) => page.tab.input()],
  [3, expire],
  [1, wipe],
  [0.5, ({ world }) => world.sleep(8 * 3_600_000)],
]
const TOTAL = actions.reduce((sum, [weight]) => sum + weight, 0)

/** Does something at random, and tells how long to wait before the next. */
export function act(run: Run): number {
  const { random } = run.world
  if (openPages(run).length < 3 && random.chance(0.6)) run.openPage()
  const page = pickPage(run)
  if (page) {
    let left = random.between(0, TOTAL)
    const found = actions.find(([weight]) => (left -= weight) <= 0)
    const wait = found?.[1](run, page)
    if (wait) return wait
  }
  // Long enough for the others to go on without a page that stands still.
  if (run.pages.some(({ tab }) => tab.state === 'frozen') && random.chance(0.2)) return 16_000
  return random.pick([0, 1, 5, 20, 100, 400, 1_500, 5_000])
}

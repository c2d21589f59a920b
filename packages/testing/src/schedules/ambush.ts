import { later, pickPage, type Run } from './Run.ts'

/**
 * A claim was written, or a session has begun or ended: now and then a page freezes just then, perhaps the one that is
 * about to go on with it.
 */
export function ambush(run: Run): void {
  const { random } = run.world
  if (run.isOver || !random.chance(0.15)) return
  later(run, random.between(0, 0.6), () => {
    const page = pickPage(run)
    page?.tab.freeze()
    later(run, random.pick([17_000, 34_000]), () => page?.tab.resume())
  })
}

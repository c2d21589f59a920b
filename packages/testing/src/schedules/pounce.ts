import { calls } from './calls.ts'
import { awakePages, later, type Run } from './Run.ts'

/** Another session has begun: now and then the other pages are used before they can have heard of it. */
export function pounce(run: Run): void {
  const { world } = run
  if (run.isOver || !world.random.chance(0.4)) return
  for (const page of awakePages(run))
    later(run, world.random.between(0, 2), () => {
      if (page.tab.state !== 'live') return
      world.random.pick([calls.token, calls.fetch, buy, buy])(run, page)
    })
}

const buy: typeof calls.token = (run, page) => calls.update(run, page, 'basket')

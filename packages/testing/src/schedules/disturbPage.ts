import type { Page } from './createPage.ts'
import { pounce } from './pounce.ts'
import { later, type Run } from './Run.ts'

/** What a visitor or an operating system does to a page. */
export function disturbPage(run: Run, page: Page): void {
  const { world } = run
  const { random } = world
  switch (random.below(7)) {
    case 0:
      page.tab.crash()
      break
    case 1:
      page.tab.close()
      break
    case 2:
    case 3:
      page.tab.freeze()
      later(run, random.pick([5, 500, 16_000, 40_000]), () => {
        page.tab.resume()
        pounce(run)
      })
      break
    case 4:
      page.tab.hide()
      later(run, random.between(0, 5_000), () => page.tab.show())
      break
    case 5:
      page.tab.goOffline()
      later(run, random.between(0, 8_000), () => page.tab.goOnline())
      break
    default:
      page.tab.loseDatabase()
  }
}

import { mendPrimitives } from './breakPrimitives.ts'
import { openPages, type Run } from './Run.ts'

/** Ends every trouble, so that nothing is left but what it has led to. */
export function endTrouble(run: Run): void {
  run.isOver = true
  for (const mend of run.mend) mend()
  for (const page of openPages(run)) {
    mendPrimitives(page)
    page.tab.resume()
    page.tab.goOnline()
    page.tab.show()
  }
}

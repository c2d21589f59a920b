import type { RotatingServer } from '../server/RotatingServer.ts'
import type { World } from '../world/World.ts'
import type { Page } from './createPage.ts'
import type { History } from './History.ts'
import type { RowWatch } from './watchRow.ts'

/** What a schedule's actions and checks share. */
export interface Run {
  readonly world: World
  readonly server: RotatingServer
  readonly mode: 'strict' | 'grace' | 'replay'
  readonly history: History
  readonly row: RowWatch
  /** Whether the trouble has ended. */
  isOver: boolean
  /** Open or not. */
  readonly pages: Page[]
  openPage(): Page
  /** What takes the troubles of the network back. */
  readonly mend: (() => void)[]
  /** Keeps a broken invariant, to be thrown when the event is over. */
  violate(invariant: number, message: string): void
}

/** Pages that have not crashed or closed. */
export const openPages = ({ pages }: Run): Page[] => pages.filter(({ tab }) => tab.state !== 'dead')

/** Pages that run and are not frozen. */
export const awakePages = ({ pages }: Run): Page[] => pages.filter(({ tab }) => tab.state === 'live')

/** Any of them. */
export const pickPage = (run: Run): Page | null => {
  const pages = awakePages(run)
  return pages.length > 0 ? run.world.random.pick(pages) : null
}

/** Does something in a while, unless the trouble has ended by then. */
export function later(run: Run, delay: number, act: () => void): void {
  run.world.after(delay, () => {
    if (!run.isOver) act()
  })
}

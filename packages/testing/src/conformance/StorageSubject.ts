import type { RecordStorage, Row, RowAccess } from '@holdfast/core'
import type { Faults } from '../tab/Faults.ts'
import type { Tab } from '../tab/Tab.ts'
import { createWorld } from '../world/createWorld.ts'
import type { World } from '../world/World.ts'

export interface StorageConformanceOptions {
  /** Whether a row outlives its page. @default true */
  readonly isDurable?: boolean
  /** Which tabs share a row: all of an origin, a tab and its duplicates, or none. @default 'origin' */
  readonly sharedBy?: 'origin' | 'duplicates' | 'none'
  /** Whether `seal` makes a secret unreadable. @default false */
  readonly isSealed?: boolean
  /** What keeps the storage from working at all; `null`: nothing does. @default every storage of the browser */
  readonly broken?: Partial<Faults> | null
  /** What leaves it no room; `null`: nothing does. @default every storage of the browser is full */
  readonly full?: Partial<Faults> | null
  /** The worlds that each case is run in. @default [1, 2, 3] */
  readonly seeds?: readonly number[]
}

/** A storage under test, in one world. */
export interface StorageSubject {
  readonly world: World
  readonly options: Required<StorageConformanceOptions>
  /** Opens a row of the storage in a tab. */
  open(tab: Tab, name?: string): RowAccess
  /** Tabs that share what the storage keeps. */
  openTabs(count: number): Promise<readonly Tab[]>
}

/** A check of a storage. */
export type StorageCheck = readonly [name: string, check: (subject: StorageSubject) => Promise<void>]

export function createSubject(
  storage: RecordStorage,
  seed: number,
  options: Required<StorageConformanceOptions>,
): StorageSubject {
  const world = createWorld({ seed })
  const open: StorageSubject['open'] = (tab, name = 'basket') => storage.open({ name, platform: tab.platform })
  return {
    world,
    options,
    open,
    async openTabs(count) {
      const first = world.openTab()
      // What a tab keeps to itself must be there before it can be copied.
      await world.run(open(first).read())
      const rest = Array.from({ length: count - 1 }, () =>
        options.sharedBy === 'duplicates' ? first.duplicate() : world.openTab(),
      )
      return [first, ...rest]
    },
  }
}

/** Writes `data` over whatever there is. */
export const put = (access: RowAccess, data: unknown, version = 1): Promise<Row | null> =>
  access.commit(() => ({ version, data }))

/** Adds an item to a list, atomically. */
export const append = (access: RowAccess, item: string): Promise<Row | null> =>
  access.commit((row) => ({ version: 1, data: [...((row?.data as string[] | undefined) ?? []), item] }))

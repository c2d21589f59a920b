import type { List } from '../document/CartDocument.ts'
import type { Texts } from '../line/lineKey.ts'

/** What makes a line that is not there yet. */
export interface NewLine {
  readonly product: string
  readonly identity: Texts
}

/** What every edit consists of. Each has an inverse, which is how edits are undone. */
export type Step =
  | { readonly key: string; readonly list: List; readonly by: number; readonly line?: NewLine }
  | { readonly key: string; readonly list: List; readonly to: number }
  | { readonly key: string; readonly name: string; readonly text: string | null }
  | { readonly code: string; readonly isOn: boolean }

/** Who takes steps, and when. */
export interface Actor {
  /** What the cart's id is, if it has none yet. */
  readonly id: string
  /** Milliseconds since 1970, as the device believes. */
  readonly now: number
}

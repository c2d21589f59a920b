import type { Settings } from '../control/Settings.ts'
import type { ShopEvent } from '../control/ShopEvent.ts'
import type { Services } from '../createServices.ts'

/** What an instance needs to start; sent, not given as an argument, since everybody may read those. */
export interface InstanceOptions {
  /** A file, which all instances share. */
  readonly database: string
  /** The URI of the store of server sessions. */
  readonly store: string
  /** Whom access tokens name as their issuer. */
  readonly issuer: string
}

/** What somebody did at the switches, which every instance has to follow. */
export type ControlChange =
  | { readonly change: Partial<Settings> }
  | { readonly expire: true }
  | { readonly reset: true }

export type ToInstance =
  | { readonly start: InstanceOptions }
  | { readonly number: number; readonly control: ControlChange }

export type FromInstance =
  | { readonly started: Services['urls'] }
  | { readonly failed: string }
  | { readonly note: ShopEvent }
  /** The control change of this number is in force. */
  | { readonly done: number }

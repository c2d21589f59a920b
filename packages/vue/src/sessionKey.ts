import type { RegisteredSession, Snapshot, UserOf } from '@holdfast/core'
import type { InjectionKey } from 'vue'

/** What the plugin gives to every component of its app. */
export interface Provided {
  readonly session: RegisteredSession
  /** What a server renders, and a browser that takes over its page, until then. */
  readonly shown: Snapshot<UserOf<RegisteredSession>>
}

export const sessionKey: InjectionKey<Provided> = Symbol()

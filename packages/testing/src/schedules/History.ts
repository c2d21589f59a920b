import type { RequestEntry } from '../network/NetworkFault.ts'
import type { Family } from '../server/RotatingServer.ts'
import type { Page } from './createPage.ts'

/** Something a page was asked to do. Times are the world's. */
export interface Call {
  readonly page: Page
  readonly startedAt: number
  settledAt: number
  status: 'pending' | 'fulfilled' | 'rejected'
  error: unknown
}

export interface SignInCall extends Call {
  readonly user: string
  /** The session in the row when the request left; `null` until then. */
  basis: { readonly sessionId: string } | null
  /** What was sent for it; `null` until then. */
  entry: RequestEntry | null
  answeredAt: number
  family: Family | null
}

export interface SignOutCall extends Call {
  /** The sign-ins that this one came after. */
  readonly families: ReadonlySet<Family>
}

export interface TokenCall extends Call {
  readonly wasFaulty: boolean
  family: Family | null
}

export interface UpdateCall extends Call {
  readonly record: 'basket' | 'visits'
  /** Names the owner too: `ada:7`. */
  readonly item: string
  readonly owner: string
}

/** What has happened in a schedule, for the checks to judge. */
export interface History {
  readonly signIns: SignInCall[]
  readonly signOuts: SignOutCall[]
  readonly tokens: TokenCall[]
  readonly updates: UpdateCall[]
  readonly others: Call[]
  readonly wipes: number[]
  /** Why sessions ended, as pages were told. */
  readonly ends: { readonly page: Page; readonly reason: string }[]
}

export const createHistory = (): History => ({
  signIns: [],
  signOuts: [],
  tokens: [],
  updates: [],
  others: [],
  wipes: [],
  ends: [],
})

/** Every call there was. */
export const allCalls = ({ signIns, signOuts, tokens, updates, others }: History): readonly Call[] => [
  ...signIns,
  ...signOuts,
  ...tokens,
  ...updates,
  ...others,
]

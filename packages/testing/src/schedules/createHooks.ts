import type { RequestEntry } from '../network/NetworkFault.ts'
import { type PageHooks, shownUser } from './createPage.ts'
import type { Run } from './Run.ts'

/** How long a claim may last: a tab that could not write the row for longer has no claim. */
const CLAIM = 15_000

/** What is checked the moment that a page sends, shows or hears something. */
export function createHooks(getRun: () => Run): PageHooks {
  /** On the wall clock, as claims are. */
  const sentAt = new Map<RequestEntry, number>()

  return {
    onSend(page, entry, body) {
      const { world, history, row, violate } = getRun()
      sentAt.set(entry, world.wallTime())
      if (entry.url.endsWith('/sign-in')) {
        const call = history.signIns[Number(/"call":(\d+)/.exec(body)?.[1]) - 1]
        if (!call) return
        call.entry = entry
        call.basis = { sessionId: row.now()?.sessionId ?? '' }
      }
      if (!entry.url.endsWith('/refresh')) return
      const key = entry.headers.get('idempotency-key') ?? ''
      if (page.isPrivate) return
      if (row.now()?.grantId !== key)
        violate(2, `${page.tab.id} refreshes grant ${key}, the row has ${row.now()?.grantId ?? 'none'}`)
      const twin = world.requests.find((other) => other !== entry && isAwaited(other, entry, getRun()))
      if (twin) violate(2, `${page.tab.id} sends the token that ${twin.tab} waits for an answer to`)
      if (page.brokenSince !== null && world.now() - page.brokenSince > CLAIM)
        violate(11, `${page.tab.id} spends a refresh token that it shares, and cannot write the row`)
    },
    onAnswer(_page, entry, body) {
      const { history, server, world } = getRun()
      if (entry.status !== 200 || !/\/(sign-in|refresh)$/.test(entry.url)) return
      const token = readToken(body)
      if (entry.url.endsWith('/sign-in')) {
        const call = history.signIns.find((each) => each.entry === entry)
        if (call) {
          call.family = server.familyOf(token) ?? null
          call.answeredAt = world.now()
        }
      }
    },
    onShow(page) {
      const { violate } = getRun()
      const user = shownUser(page)
      if (user === null) return
      const foreign = page.basket.getSnapshot().value.find((item) => !item.startsWith(`${user}:`))
      if (foreign) violate(13, `${page.tab.id} shows ${foreign} to ${user}`)
    },
    onEnd(page, reason) {
      const { history, world } = getRun()
      history.ends.push({ page, reason })
      world.note(`${page.tab.id} is told: signed out (${reason})`)
    },
  }

  /** Whether a page that runs still waits for the answer to the same refresh, and its claim holds. */
  function isAwaited(other: RequestEntry, entry: RequestEntry, { pages, world }: Run): boolean {
    const key = entry.headers.get('idempotency-key')
    if (other.endedAt !== null || !other.url.endsWith('/refresh') || other.headers.get('idempotency-key') !== key)
      return false
    const sender = pages.find(({ tab }) => tab.id === other.tab)
    const age = world.wallTime() - (sentAt.get(other) ?? 0)
    return sender?.tab.state === 'live' && age >= 0 && age < CLAIM
  }

  function readToken(body: string): string {
    try {
      return (JSON.parse(body) as { refresh_token?: string }).refresh_token ?? ''
    } catch {
      return ''
    }
  }
}

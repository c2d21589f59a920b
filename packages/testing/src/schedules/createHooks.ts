import { type PageHooks, shownUser } from './createPage.ts'
import type { Run } from './Run.ts'

/** How long a claim may last: a tab that could not write the row for longer has no claim. */
const CLAIM = 15_000

/** What is checked the moment that a page sends, shows or hears something. */
export function createHooks(getRun: () => Run): PageHooks {
  return {
    onSend(page, entry, body) {
      const { world, history, row, violate } = getRun()
      if (entry.url.endsWith('/sign-in')) {
        const call = history.signIns.find(
          (each) => each.page === page && !each.entry && body.includes(`"user":"${each.user}"`),
        )
        if (!call) return
        call.entry = entry
        call.basis = { sessionId: row.now()?.sessionId ?? '' }
      }
      if (!entry.url.endsWith('/refresh')) return
      const key = entry.headers.get('idempotency-key') ?? ''
      if (page.isPrivate) return
      if (row.now()?.grantId !== key)
        violate(2, `${page.tab.id} refreshes grant ${key}, the row has ${row.now()?.grantId ?? 'none'}`)
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

  function readToken(body: string): string {
    try {
      return (JSON.parse(body) as { refresh_token?: string }).refresh_token ?? ''
    } catch {
      return ''
    }
  }
}

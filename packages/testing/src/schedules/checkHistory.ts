import type { Run } from './Run.ts'

/** How long a tab may go by what it has read, in milliseconds. */
const TRUST = 1_000
const IDLE = 1_800_000

/** Judges all that a schedule has seen. */
export function checkHistory(run: Run): void {
  for (const check of [checkSpends, checkSignOuts, checkSignIns, checkEnds, checkWipes, checkRequests]) check(run)
}

/** A refresh token that is sent again goes with the same idempotency key; a back end that replays never sees reuse. */
function checkSpends({ server, mode, violate }: Run): void {
  const keys = new Map<string, string>()
  for (const { token, key, result } of server.presented) {
    const before = keys.get(token) ?? key
    keys.set(token, before)
    if (before !== key) violate(2, `${token} was sent under ${before} and again under ${key}`)
    if (mode === 'replay' && result === 'reused') violate(2, `${token} was reused although the server replays`)
  }
}

/** No call that begins after a resolved sign-out gets a token of a session that it ended. */
function checkSignOuts({ history, violate }: Run): void {
  const ends = history.signOuts.filter(({ status, page }) => status === 'fulfilled' && !page.isPrivate)
  for (const { page, family, startedAt, wasFaulty } of history.tokens) {
    if (!family || wasFaulty || page.isPrivate) continue
    const end = ends.find(({ families, settledAt }) => families.has(family) && settledAt + TRUST < startedAt)
    if (end) violate(3, `${page.tab.id} got a token of ${family.id} at ${startedAt}, signed out at ${end.settledAt}`)
  }
}

/** A sign-in that resolved came right after the session that it began on: nobody signed in or out meanwhile. */
function checkSignIns({ history, row, violate }: Run): void {
  for (const { page, status, basis, startedAt, answeredAt, settledAt } of history.signIns) {
    if (status !== 'fulfilled' || page.isPrivate || page.wasFaulty || !basis || answeredAt === 0) continue
    const isInTurn = row.chain.some(
      ({ at, sessionId, grantId }, index) =>
        grantId !== null &&
        at >= answeredAt &&
        at <= settledAt &&
        sessionId !== basis.sessionId &&
        (row.chain[index - 1]?.sessionId ?? '') === basis.sessionId,
    )
    // A wipe makes the row what it was before anybody signed in.
    const wasWiped = history.wipes.some((at) => at >= startedAt && at <= settledAt)
    if (!isInTurn && !wasWiped)
      violate(3, `${page.tab.id} signed in at ${settledAt} although the session had changed since it began`)
  }
}

/** A session ends for a reason that there was. */
function checkEnds({ history, world, violate }: Run): void {
  const { ends, wipes, signOuts, signIns } = history
  const isRefused = world.requests.some(({ url, status }) => url.endsWith('/refresh') && status === 400)
  const passed = world.trueTime() - 1_800_000_000_000
  const causes: Readonly<Record<string, boolean>> = {
    rejected: isRefused,
    wiped: wipes.length > 0,
    'signed-out': signOuts.length > 0,
    elsewhere: signOuts.length > 0 || signIns.length > 1,
    // A step forward counts as time passed.
    idle: passed + 86_400_000 > IDLE,
  }
  for (const { page, reason } of ends)
    if (!causes[reason]) violate(4, `${page.tab.id} says ${reason}, and nothing of the kind has happened`)
}

/** No session from before a wipe answers for longer than a tab may trust what it has read. */
function checkWipes({ history, violate }: Run): void {
  for (const { page, family, startedAt, wasFaulty } of history.tokens) {
    if (!family || wasFaulty || page.isPrivate || page.wasFaulty) continue
    const signedInAt = history.signIns.find((call) => call.family === family)?.settledAt ?? Number.POSITIVE_INFINITY
    const wipe = history.wipes.find((at) => signedInAt < at && at + TRUST < startedAt)
    if (wipe) violate(11, `${page.tab.id} got a token of ${family.id} at ${startedAt}, wiped at ${wipe}`)
  }
}

/** Every request went under the user for whom the page made it. */
function checkRequests({ server, violate }: Run): void {
  for (const { headers, user } of server.served) {
    const meant = headers.get('x-user')
    const isOther = user !== null && meant !== user && (meant === 'ada' || meant === 'bob')
    if (isOther) violate(13, `a request made as ${meant} was served as ${user}`)
  }
}

import { HoldfastError, isHoldfastError } from '../HoldfastError.ts'
import { limitTime } from '../platform/limitTime.ts'
import { tooLate } from '../platform/tooLate.ts'
import type { WaitOptions } from '../Readable.ts'
import type { Challenge, Grant, SessionUser, SourceContext } from '../source/Source.ts'
import type { Core } from './Core.ts'
import { checkGrant } from './checkGrant.ts'
import { createContext } from './createContext.ts'
import type { SignOut } from './createSignOut.ts'
import type { Head } from './Head.ts'
import { toTrouble } from './retryDelay.ts'
import { sealGrant } from './sealGrant.ts'
import { signedIn } from './signedIn.ts'
import { owedFor } from './signedOut.ts'

/** How long a person may take to sign in, in milliseconds. */
const SIGN_IN_LIMIT = 600_000

/** What must still be so for a sign-in to come through. */
interface Began {
  readonly row: string
  readonly signOuts: number
}

type Step<User extends SessionUser> = Grant<User> | (Challenge & { answer?(input: unknown): Promise<Step<User>> })

/** Runs a sign-in and keeps what comes of it; resolves with the challenge that must be answered first, or `null`. */
export type SignIn<User extends SessionUser> = (
  ask: (context: SourceContext) => Promise<Step<User> | null>,
  options?: WaitOptions,
  /** Nothing is shown while it runs: it may come to nothing. */
  isQuiet?: boolean,
) => Promise<Challenge | null>

export function createSignIn<User extends SessionUser>(
  core: Core<User>,
  { revoke, deliver, getCount }: SignOut,
  /** Tells every tab, the cached ones too, that this session is over. */
  tellEnd: (sessionId: string) => void,
): SignIn<User> {
  const { access, platform, runtime, source, sync } = core

  async function run(
    ask: (given: AbortSignal) => Promise<Step<User> | null>,
    began: Began,
    { signal, timeout = SIGN_IN_LIMIT }: WaitOptions = {},
    isQuiet = false,
  ): Promise<Challenge | null> {
    if (!isQuiet) runtime.work('sign-in', 'signing-in')
    let error: HoldfastError | null = null
    try {
      const late = (): unknown => tooLate('The sign-in', timeout)
      return await limitTime(platform.clock, timeout, [signal, runtime.getLifeSignal()], late, async (given) =>
        accept(await ask(given), began, given),
      )
    } catch (reason) {
      if (signal?.aborted || (reason as Error | null)?.name === 'AbortError') throw reason
      error = toTrouble(reason)
      throw error
    } finally {
      if (!isQuiet || error) runtime.work('sign-in', null, error)
    }
  }

  async function accept(step: Step<User> | null, began: Began, given: AbortSignal): Promise<Challenge | null> {
    if (!step) return null
    if ('kind' in step) {
      const { answer } = step
      return answer ? ({ ...step, answer: (input: unknown) => run(() => answer(input), began) } as Challenge) : step
    }
    checkGrant(step)
    try {
      given.throwIfAborted()
      await keep(step, began, given)
    } catch (error) {
      const isRefused = given.aborted || isHoldfastError(error, 'SUPERSEDED', 'RECORD_READ_ONLY')
      // By cookie, that would end the session that came first.
      if (isRefused && !(source.restore && runtime.getState().head?.grantId)) await revoke(step)
      throw error
    } finally {
      sync.release()
    }
    return null
  }

  /** Stores the grant, unless somebody signed in or out since `began`. */
  async function keep(grant: Grant<User>, began: Began, given: AbortSignal): Promise<void> {
    const received = { grant, receivedAt: platform.clock.now() }
    let expected = began.row
    let replaced: Head | null = null
    let isResealed = false
    for (let kind = ''; kind !== access.kind; ) {
      const { sessionId, grant: sealed } = await sealGrant(core, received, null, false)
      // A storage that failed the commit has made way for the next, which cannot open what the first one sealed.
      kind = access.kind
      const after = await sync.commit(
        (row) => {
          // Another tab may have found by the cookie what this sign-in made.
          const isMade = source.isServerHeld && row?.userHash === sealed.userHash
          if (given.aborted || (rowOf(row) !== expected && !isMade) || getCount() !== began.signOuts) return undefined
          // The second time round the row is this sign-in's own: nothing to replace, and nothing to revoke.
          if (row && expected !== began.row) return signedIn(sessionId, sealed, row.owed)
          replaced = row?.grantId ? row : replaced
          return signedIn(sessionId, sealed, owedBy(row, grant))
        },
        { isStrict: true, mustStay: false },
      )
      if (after?.sessionId !== sessionId) {
        const message = 'Somebody signed in or out in the meantime; show who is signed in now, or ask again.'
        throw new HoldfastError('SUPERSEDED', message)
      }
      expected = rowOf(after)
      const { head, held } = runtime.getState()
      if (head?.sessionId !== sessionId || held || isResealed) continue
      // A wipe after the sealing took the key along, and nobody can open the row: once more, under the next key.
      isResealed = true
      kind = ''
    }
    if (replaced) tellEnd((replaced as Head).sessionId)
    void deliver()
  }

  /** What the server must still hear of: the session replaced too, unless that would end the new one. */
  function owedBy(row: Head | null, { tokens }: Grant<User>): Head['owed'] {
    if (!row || source.restore || !source.revoke) return []
    const { held } = runtime.getState()
    const mine = held?.sessionId === row.sessionId && held.grant.tokens
    // The app may hand over again what the session has already.
    const isAgain = mine && (mine.refreshToken ?? mine.accessToken) === (tokens?.refreshToken ?? tokens?.accessToken)
    return row.grantId && !isAgain ? [...row.owed, owedFor(row, null)].slice(-5) : row.owed
  }

  return async (ask, options, isQuiet) => {
    const { signal } = options ?? {}
    await runtime.whenRead(signal && { signal })
    const began = { row: '', signOuts: getCount() }
    const begin = async (given: AbortSignal): Promise<Step<User> | null> => {
      // By cookie, what is owed would end the session to come.
      if (source.restore) await deliver()
      // Once back from a redirect, nobody could tell that it was asked for.
      if ((source.resume ?? source.isReturning) && !isQuiet) await sync.commit(overrule)
      // What this tab has not heard of yet is no reason to refuse.
      else await sync.confirm().catch(() => {})
      began.row = rowOf(runtime.getState().head)
      return ask(createContext(core, given, !!source.restore))
    }
    return run(begin, began, options, isQuiet)
  }
}

function rowOf(head: Head | null | undefined): string {
  return head ? `${head.sessionId} ${head.barrier}` : ''
}

/** What is owed no longer keeps a redirect from being finished. */
function overrule(head: Head | null): Head | undefined {
  return head?.owed.length ? { ...head, owed: head.owed.map((owed) => ({ ...owed, isOverruled: true })) } : undefined
}

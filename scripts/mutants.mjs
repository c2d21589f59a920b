/**
 * @typedef {object} Mutant
 * @property {string} name what is taken away
 * @property {string} file of packages/core/src
 * @property {string} from
 * @property {string} to
 */

/**
 * The guards without which the simulated world must find a broken invariant: `npm run mutants` takes each away in turn
 * and expects the seeded schedules to go red.
 *
 * @type {readonly Mutant[]}
 */
export const mutants = [
  {
    name: 'the grant-id check at the commit',
    file: 'session/createRefresh.ts',
    from: 'if (!isStill(row, head)) return undefined',
    to: 'if (row?.sessionId !== head.sessionId) return undefined',
  },
  {
    name: 'the claim',
    file: 'session/createRefresh.ts',
    from: 'until = isStill(row, head) ? blockedUntil(row, ask) : AGAIN',
    to: 'until = AGAIN',
  },
  {
    name: 'the re-read of the claim before sending',
    file: 'session/createRefresh.ts',
    from: 'isRefused = claim?.id !== id || claim.until <= clock.now()',
    to: 'isRefused = !claim && !id',
  },
  {
    name: 'the session-id check of sign-in',
    file: 'session/createSignIn.ts',
    from: 'if (given.aborted || (rowOf(row) !== expected && !isMade) || getCount() !== began.signOuts) return undefined',
    to: 'if (given.aborted) return undefined',
  },
  {
    name: 'the pin of owned updates',
    file: 'record/createPending.ts',
    from: 'if (!edits.has(edit) || sessionNow(pinned) !== edit.sessionId) throw superseded()',
    to: 'void [sessionNow, pinned]',
  },
  {
    name: 'owed',
    file: 'session/createSignOut.ts',
    from: 'const owed = source.revoke || source.signOut ? [...head.owed, owedFor(head, isEverywhere)].slice(-5) : []',
    to: 'const owed = []\n void owedFor',
  },
]

/**
 * The plugin that takes a guard away while vitest runs; throws where the guard is not found.
 *
 * @param {string | undefined} name
 * @returns {import('vitest/config').ViteUserConfig['plugins']}
 */
export const mutate = (name) => {
  if (name === undefined) return []
  const mutant = mutants.find((one) => one.name === name)
  if (!mutant) throw new Error(`There is no mutant "${name}".`)
  return [
    {
      name: 'mutate',
      enforce: 'pre',
      transform(code, id) {
        if (!id.endsWith(`packages/core/src/${mutant.file}`)) return
        if (!code.includes(mutant.from)) throw new Error(`${mutant.file} no longer says: ${mutant.from}`)
        return code.replace(mutant.from, mutant.to)
      },
    },
  ]
}

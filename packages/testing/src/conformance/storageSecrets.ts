import { assert, assertEqual } from './assert.ts'
import type { StorageCheck } from './StorageSubject.ts'

const SECRET = { user: { id: 'ann' }, tokens: { accessToken: 'canary-access', refreshToken: 'canary-refresh' } }

/** What a storage does with a session's secrets. */
export const storageSecrets: readonly StorageCheck[] = [
  [
    'what was sealed can be opened again, in this tab and in those that share it',
    async ({ world, open, openTabs, options }) => {
      const tabs = await openTabs(2)
      const sealed = await world.run(open(tabs[0]!).seal(SECRET, 's1/g1'))
      const stored = structuredClone(sealed)
      assertEqual(await world.run(open(tabs[0]!).unseal(stored, 's1/g1')), SECRET, 'The secret')
      if (options.sharedBy !== 'none')
        assertEqual(await world.run(open(tabs[1]!).unseal(stored, 's1/g1')), SECRET, 'The secret in another tab')
    },
  ],
  [
    'what is sealed shows nothing, and is bound to its label and its row (invariant 9)',
    async ({ world, open, options }) => {
      if (!options.isSealed) return
      const tab = world.openTab()
      const sealed = await world.run(open(tab).seal(SECRET, 's1/g1'))
      const bytes = sealed instanceof Uint8Array ? String.fromCharCode(...sealed) : JSON.stringify(sealed)
      assert(
        !bytes.includes('canary') && !JSON.stringify(sealed).includes('canary'),
        'A sealed secret must not be readable.',
      )
      const moved = world.run(open(tab).unseal(sealed, 's2/g1'))
      assertEqual(await moved, undefined, 'What was sealed under another label')
      assertEqual(
        await world.run(open(tab, 'other').unseal(sealed, 's1/g1')),
        undefined,
        'What was sealed for another row',
      )
    },
  ],
  [
    'what cannot be opened is undefined, not an error (invariant 10)',
    async ({ world, open, options }) => {
      if (!options.isSealed) return
      const access = open(world.openTab())
      for (const nonsense of [new Uint8Array(3), new Uint8Array(64)])
        assertEqual(await world.run(access.unseal(nonsense, 's1/g1')), undefined, 'Nonsense')
    },
  ],
]

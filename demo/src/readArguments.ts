import { parseArgs } from 'node:util'
import type { Routing } from './scale/ScaledOptions.ts'
import { parseStoreUri } from './sessions/parseStoreUri.ts'

export interface DemoArguments {
  /** The URI of the store of server sessions; left out, it is chosen for them. */
  readonly store?: string
  readonly instances: number
  readonly routing: Routing
}

const routings: readonly string[] = ['round-robin', 'sticky'] satisfies Routing[]
const isRouting = (word: string): word is Routing => routings.includes(word)

/** Reads what stands behind `npm run demo --`; throws, in one line, what is wrong with it. */
export function readArguments(args: readonly string[]): DemoArguments {
  const { store, instances, routing } = parse(args)
  if (store !== undefined) parseStoreUri(store)
  if (!/^[1-9]$/.test(instances)) throw new Error(`--instances takes a number from 1 to 9, not "${instances}".`)
  if (!isRouting(routing)) throw new Error(`--routing takes ${routings.join(' or ')}, not "${routing}".`)
  return { ...(store !== undefined && { store }), instances: Number(instances), routing }
}

function parse(args: readonly string[]): { store?: string | undefined; instances: string; routing: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        store: { type: 'string' },
        instances: { type: 'string', default: '1' },
        routing: { type: 'string', default: 'round-robin' },
      },
    })
    return values
  } catch (error) {
    const [reason] = (error as Error).message.split(/\.?\s*\n|\. /)
    throw new Error(`${reason}. The options are --store <uri>, --instances <number>, --routing ${routings.join('|')}.`)
  }
}

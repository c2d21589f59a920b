import { HoldfastError } from '../HoldfastError.ts'
import type { SessionOptions } from './SessionOptions.ts'

const DURATIONS = ['idleTimeout', 'maxAge', 'warnBefore', 'leeway', 'timeout'] as const
const MAY_BE_NONE: readonly string[] = ['warnBefore', 'leeway']
const KNOWN: readonly string[] = ['source', 'name', 'storage', 'origins', 'platform', ...DURATIONS]

/** Throws `INVALID_OPTION`, saying what to write instead. */
export function checkOptions(options: SessionOptions<any, any, any>): void {
  for (const name of Object.keys(options)) {
    if (!KNOWN.includes(name)) invalid(`${name} is not an option of createSession; there are ${KNOWN.join(', ')}`)
  }
  if (typeof options.source?.signIn !== 'function') invalid('source must be a source, such as bearer({ url: "/auth" })')
  if (options.name !== undefined && !/^[\w.-]{1,64}$/.test(options.name))
    invalid('name must be 1 to 64 letters, digits, dots or dashes, such as "session"')
  for (const name of DURATIONS) {
    const value = options[name]
    if (
      value !== undefined &&
      !(typeof value === 'number' && (value > 0 || (value === 0 && MAY_BE_NONE.includes(name))))
    )
      invalid(`${name} must be milliseconds above 0, such as ${name}: 60_000`)
  }
  if (options.storage && typeof options.storage.open !== 'function')
    invalid('storage must be a storage, such as encrypted(inIndexedDb())')
  if (options.origins !== undefined && !Array.isArray(options.origins))
    invalid("origins must be a list, such as origins: ['https://api.example.com']")
  options.origins?.forEach(checkOrigin)
}

function checkOrigin(text: string): void {
  const { origin } = URL.canParse(text) ? new URL(text) : { origin: 'null' }
  if (origin === 'null' || origin !== text || text.includes('*'))
    invalid(
      `origins takes exact origins; instead of "${text}" write "${origin === 'null' || text.includes('*') ? 'https://api.example.com' : origin}"`,
    )
}

function invalid(message: string): never {
  throw new HoldfastError('INVALID_OPTION', `${message}.`)
}

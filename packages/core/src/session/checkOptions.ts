import { anything, checkMembers, nameRule, type Rules } from '../checkMembers.ts'
import type { SessionOptions } from './SessionOptions.ts'

const duration = (value: unknown = 1): true | string =>
  (typeof value === 'number' && value > 0) || 'milliseconds above 0, such as 60_000'
const durationOrNone = (value: unknown): true | string => value === 0 || duration(value)

const rules: Rules = {
  source: (source) => typeof source?.signIn === 'function' || "a source, such as bearer({ url: '/auth' })",
  name: (name = 'session') => nameRule(name),
  storage: (storage) => !storage || typeof storage.open === 'function' || 'a storage, such as encrypted(inIndexedDb())',
  origins: (list = []) =>
    Array.isArray(list) ? (list.map(originRule).find((what) => what !== true) ?? true) : 'a list of origins',
  platform: anything,
  idleTimeout: duration,
  maxAge: duration,
  warnBefore: durationOrNone,
  leeway: durationOrNone,
  timeout: duration,
}

/** Throws `INVALID_OPTION`, saying what to write instead. */
export function checkOptions(options: SessionOptions<any, any, any>): void {
  checkMembers('INVALID_OPTION', 'createSession', options, rules)
}

function originRule(text: string): true | string {
  const isOne = /^https?:[^*]+$/i.test(text) && URL.canParse(text)
  const origin = isOne ? new URL(text).origin : 'https://api.example.com'
  return text === origin || `exact origins: instead of "${text}" write "${origin}"`
}

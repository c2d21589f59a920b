import { type ErrorCode, HoldfastError } from './HoldfastError.ts'

/** For each member that there may be: `true` where a value will do, else what it must be. */
export type Rules = { readonly [name: string]: (value: any, all: any) => true | string }

/** Throws `code` with what to write instead of the first member that breaks its rule; an option without a rule is none. */
export function checkMembers(code: ErrorCode, whose: string, values: unknown, rules: Rules): void {
  const given = Object(values)
  for (const name of Object.keys(code === 'INVALID_OPTION' ? { ...rules, ...given } : rules)) {
    const rule = rules[name]
    const what = rule ? rule(given[name], given) : `left out; the options are ${Object.keys(rules).join(', ')}`
    if (what !== true) throw new HoldfastError(code, `${whose}: ${name} must be ${what}.`)
  }
}

export const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** What may take any value. */
export const anything = (): true => true

export const nameRule = (name: unknown): true | string =>
  (isText(name) && /^[\w.-]{1,64}$/.test(name)) || '1 to 64 letters, digits, dots or dashes'

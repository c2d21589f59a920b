import { type ErrorCode, HoldfastError } from '@holdfast/core'
import type { Refusal } from './RemoteState.ts'

/** Statuses of 4xx that say nothing about the edit. */
const PASSING = [401, 408, 409, 425, 429]

const CODES: { readonly [status: number]: ErrorCode } = { 408: 'TIMEOUT', 429: 'RATE_LIMITED' }

/** Whether a status says that what was sent will never be taken. */
export function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && !PASSING.includes(status)
}

/**
 * The JSON of a response, or the server's refusal: a 4xx that speaks of the edit, with JSON or nothing. HTML is a proxy
 * speaking; that, like every other status, throws something to try again on.
 */
export async function readAnswer(
  response: Response,
  most: number,
): Promise<{ readonly body: object } | { readonly refusal: Refusal }> {
  const { ok, status, headers } = response
  const text = await response.text()
  const body = text.length > most ? undefined : parse(text)
  const isObject = typeof body === 'object' && body !== null
  if (ok && isObject) return { body }
  if (isRefusal(status) && (isObject || !text.trim())) return { refusal: readRefusal(body, `http_${status}`) }
  const code = ok ? 'ANSWER_INVALID' : (CODES[status] ?? 'SERVER_UNAVAILABLE')
  const retryAfter = Number(headers.get('retry-after')) * 1_000 || 0
  throw new HoldfastError(code, `The cart's server answered ${status} and nothing to go by.`, {
    detail: { status, retryAfter },
  })
}

/** What a server says against an edit, in its own words as far as they are words. */
export function readRefusal(value: unknown, code: string): Refusal {
  const said = Object(value)
  return {
    code: short(said.code ?? said.error) || code,
    message: short(said.message) || 'The server refused the edit.',
  }
}

function short(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 300) : ''
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

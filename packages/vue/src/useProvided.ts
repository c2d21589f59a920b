import { HoldfastError } from '@holdfast/core'
import { inject } from 'vue'
import { type Provided, sessionKey } from './sessionKey.ts'

/** What the app's plugin gives; throws `NOT_PROVIDED` where there is none. */
export function useProvided(): Provided {
  const provided = inject(sessionKey, null)
  if (provided) return provided
  throw new HoldfastError('NOT_PROVIDED', 'Call app.use(sessionPlugin(session)) first.')
}

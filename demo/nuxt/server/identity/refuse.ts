import { type H3Event, setResponseStatus } from 'h3'

/** The answer by which a source knows that trying again is of no use. */
export function refuse(event: H3Event): { readonly error: string } {
  setResponseStatus(event, 400)
  return { error: 'invalid_grant' }
}

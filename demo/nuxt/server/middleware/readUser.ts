import { defineEventHandler } from 'h3'
import type { User } from '../../app/session.ts'
import { readUser } from '../identity/sessionCookie.ts'

declare module 'h3' {
  interface H3EventContext {
    /** Who sent the request; `null`: nobody. */
    user: User | null
  }
}

/** Runs before everything else, so that nothing that is rendered needs to know of cookies. */
export default defineEventHandler(async (event) => {
  event.context.user = await readUser(event)
})

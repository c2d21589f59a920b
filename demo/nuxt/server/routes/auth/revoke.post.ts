import { defineEventHandler } from 'h3'
import { clearSessionCookie } from '../../identity/sessionCookie.ts'

export default defineEventHandler((event) => {
  clearSessionCookie(event)
  return {}
})

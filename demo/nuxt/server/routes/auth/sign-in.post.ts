import { defineEventHandler, getHeader, readBody, setResponseStatus } from 'h3'
import { answerTokens } from '../../identity/answerTokens.ts'
import { findUser } from '../../identity/findUser.ts'
import { refuse } from '../../identity/refuse.ts'
import { setSessionCookie } from '../../identity/sessionCookie.ts'

export default defineEventHandler(async (event) => {
  // No form of another site can send JSON, so none can sign its visitors in here.
  if (getHeader(event, 'content-type') !== 'application/json') {
    setResponseStatus(event, 415)
    return {}
  }
  const { id, password } = await readBody(event)
  const user = findUser(id, password)
  if (!user) return refuse(event)
  await setSessionCookie(event, user)
  return answerTokens(event, user)
})

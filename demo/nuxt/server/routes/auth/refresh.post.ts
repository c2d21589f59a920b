import { defineEventHandler } from 'h3'
import { answerTokens } from '../../identity/answerTokens.ts'
import { refuse } from '../../identity/refuse.ts'

export default defineEventHandler((event) => {
  const { user } = event.context
  return user ? answerTokens(event, user) : refuse(event)
})

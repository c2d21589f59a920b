import { answerTokens } from '../../../identity/answerTokens.ts'
import { readUser } from '../../../identity/sessionCookie.ts'

export async function POST(): Promise<Response> {
  const user = await readUser()
  return user ? answerTokens(user) : Response.json({ error: 'invalid_grant' }, { status: 400 })
}

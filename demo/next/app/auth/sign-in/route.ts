import { answerTokens } from '../../../identity/answerTokens.ts'
import { findUser } from '../../../identity/findUser.ts'
import { setSessionCookie } from '../../../identity/sessionCookie.ts'

export async function POST(request: Request): Promise<Response> {
  // No form of another site can send JSON, so none can sign its visitors in here.
  if (request.headers.get('content-type') !== 'application/json') return new Response(null, { status: 415 })
  const { id, password } = await request.json()
  const user = findUser(id, password)
  if (!user) return Response.json({ error: 'invalid_grant' }, { status: 400 })
  await setSessionCookie(user)
  return answerTokens(user)
}

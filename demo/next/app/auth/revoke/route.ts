import { clearSessionCookie } from '../../../identity/sessionCookie.ts'

export async function POST(): Promise<Response> {
  await clearSessionCookie()
  return Response.json({})
}

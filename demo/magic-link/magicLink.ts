import {
  type Challenge,
  type Grant,
  HoldfastError,
  isHoldfastError,
  type Source,
  type SourceContext,
} from '@holdfast/core'

export interface Person {
  readonly id: string
  readonly email: string
}

export interface MagicLinkInput {
  readonly email: string
  /** The code from the mail. Left out: the server sends one. */
  readonly code?: string
}

/** The mail is on its way: the visitor opens the link in it, or types its code. */
export interface LinkSent extends Challenge {
  readonly kind: 'link-sent'
  readonly email: string
  answer(code: string): Promise<null>
}

/** What `resume` needs of the page. */
export interface LinkPage {
  readonly location: { readonly href: string }
  readonly history: { readonly state: unknown; replaceState(state: unknown, unused: string, url: string): void }
}

export interface MagicLinkOptions {
  /** Speaks `POST {url}/send`, `{url}/sign-in`, `{url}/refresh` and `{url}/revoke`. */
  readonly url: string
  /** @default the global one */
  readonly page?: LinkPage
}

type Refusal = 'SIGN_IN_REJECTED' | 'REFRESH_REJECTED'

/** Signs in by a link, or a code, that the server sends by e-mail; works once. */
export function magicLink({ url, page = globalThis }: MagicLinkOptions): Source<Person, MagicLinkInput, LinkSent> {
  const post = (path: string, body: object, { fetch, attempt }: SourceContext): Promise<Response> =>
    fetch(`${url}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': attempt },
      body: JSON.stringify(body),
      cache: 'no-store',
      // A sign-out should reach the server though the tab is closed at once.
      keepalive: path === 'revoke',
    })

  const open = async (proof: { token: string } | Required<MagicLinkInput>, context: SourceContext) =>
    toGrant(await post('sign-in', proof, context), 'SIGN_IN_REJECTED')

  return {
    // Keeps the rows of two back ends apart.
    identity: url,

    async signIn({ email, code }, context) {
      if (code !== undefined) return open({ email, code }, context)
      await expectOk(await post('send', { email }, context), 'SIGN_IN_REJECTED')
      // The session keeps the grant that this resolves with; who called `answer` is told `null`: nothing is left to do.
      const answer = (typed: string) => open({ email, code: typed }, context) as Promise<never>
      return { kind: 'link-sent', email, answer }
    },

    async resume(context) {
      const address = new URL(page.location.href)
      const token = address.searchParams.get('token')
      if (!token) return null
      const clean = (): string => {
        address.searchParams.delete('token')
        page.history.replaceState(page.history.state, '', address.href)
        return address.pathname + address.search + address.hash
      }
      try {
        const grant = await open({ token }, context)
        return { grant, returnTo: clean() }
      } catch (error) {
        // What was refused is of no use; otherwise it stays where it is, and a reload tries again.
        if (isHoldfastError(error, 'SIGN_IN_REJECTED')) clean()
        throw error
      }
    },

    async refresh({ tokens }, context) {
      return toGrant(await post('refresh', { refresh_token: tokens?.refreshToken }, context), 'REFRESH_REJECTED')
    },

    async revoke({ tokens }, context) {
      const response = await post('revoke', { refresh_token: tokens?.refreshToken }, context)
      await expectOk(response, 'REFRESH_REJECTED').catch((error) => {
        // The server knows no such session any more: there is nothing left to end.
        if (!isHoldfastError(error, 'REFRESH_REJECTED')) throw error
      })
    },
  }
}

async function toGrant(response: Response, refusal: Refusal): Promise<Grant<Person>> {
  await expectOk(response, refusal)
  // Without its cause: the message of a SyntaxError quotes the text, in which there may be a token.
  const body = Object(await response.json().catch(() => null))
  const { user, access_token: accessToken, refresh_token: refreshToken, expires_in: seconds } = body
  if (!isText(user?.id) || !isText(accessToken) || !isText(refreshToken) || !(seconds > 0))
    throw new HoldfastError('ANSWER_INVALID', 'The answer has no user, tokens and expires_in; try again.')
  return {
    user: { id: user.id, email: String(user.email) },
    // A span, not a moment: the visitor's clock may be wrong.
    lifetime: seconds * 1_000,
    tokens: { accessToken, refreshToken },
  }
}

/** Only a definite no of the server itself is a refusal; HTML is a proxy speaking, and all else may pass. */
async function expectOk(response: Response, refusal: Refusal): Promise<void> {
  const { ok, status, headers } = response
  if (ok) return
  const isHtml = (headers.get('content-type') ?? '').includes('html')
  if ([400, 401, 403].includes(status) && !isHtml)
    throw new HoldfastError(refusal, 'The server does not know this link, code or token; ask for another link.')
  const retryAfter = Number(headers.get('retry-after')) * 1_000 || 0
  throw new HoldfastError('SERVER_UNAVAILABLE', `The server answered ${status}; try again.`, { detail: { retryAfter } })
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

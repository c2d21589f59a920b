import type { StoreUri } from './parseStoreUri.ts'

/** A session store could not do what it was asked: that says nothing about the session. */
export class SessionStoreError extends Error {
  override readonly name = 'SessionStoreError'

  /** The cause itself is left out: it may hold the URI with its password. */
  constructor({ shown, url }: StoreUri, cause: unknown) {
    super(`The session store ${shown} failed: ${withoutPassword(reasonOf(cause), url)}.`)
  }
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'it did not say why'
  // Of several addresses that all refused, Node says nothing but a code.
  const said = cause.message || String((cause as NodeJS.ErrnoException).code ?? cause.name)
  return said.split('\n', 1)[0]?.replace(/\.$/, '') ?? ''
}

function withoutPassword(text: string, url: URL | undefined): string {
  const password = url?.password ?? ''
  if (password === '') return text
  return text.replaceAll(password, '…').replaceAll(decodeURIComponent(password), '…')
}

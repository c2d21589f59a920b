/** How the URI of each kind of store is written. With `sealed:` there is none: the session is in its cookie. */
export const storeForms = {
  memory: 'memory:',
  sqlite: 'sqlite:<file>',
  redis: 'redis://<host>:<port>',
  memcached: 'memcached://<host>:<port>',
  postgres: 'postgres://<user>@<host>:<port>/<database>',
  etcd: 'etcd://<host>:<port>',
  sealed: 'sealed:',
} as const

export type StoreScheme = keyof typeof storeForms

export interface StoreUri {
  readonly scheme: StoreScheme
  /** As it may be shown: without user name, password and query. */
  readonly shown: string
  /** Of `sqlite:` alone. */
  readonly file: string
  /** Of those on a server. */
  readonly url: URL | undefined
}

const known = `the known ones are ${Object.values(storeForms).join(', ')}.`
const local: readonly string[] = ['memory', 'sealed']

const isScheme = (word: string): word is StoreScheme => Object.hasOwn(storeForms, word)

/** Whether name and password can be unescaped, which every client does. */
function isReadable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password)
    return true
  } catch {
    return false
  }
}

/** Reads the URI of a session store; throws, in one line, an error that names the known ones and shows no password. */
export function parseStoreUri(uri: string): StoreUri {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(uri)?.[1]?.toLowerCase()
  if (scheme === undefined) throw new Error(`A session store is named by a URI; ${known}`)
  if (!isScheme(scheme)) throw new Error(`There is no session store "${scheme}:"; ${known}`)
  const rest = uri.slice(scheme.length + 1)
  if (local.includes(scheme) && rest === '') return { scheme, shown: uri, file: '', url: undefined }
  const file = rest.replace(/^\/\/(?=.)/, '')
  if (scheme === 'sqlite' && file !== '') return { scheme, shown: uri, file, url: undefined }
  const isServer = !local.includes(scheme) && scheme !== 'sqlite'
  if (isServer && URL.canParse(uri)) {
    const url = new URL(uri)
    if (url.hostname !== '' && isReadable(url))
      return { scheme, shown: `${scheme}://${url.host}${url.pathname}`, file: '', url }
  }
  throw new Error(`A session store in "${scheme}:" is written ${storeForms[scheme]}; ${known}`)
}

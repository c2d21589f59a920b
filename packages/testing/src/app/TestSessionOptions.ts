import { HoldfastError, type SessionUser } from '@holdfast/core'

export interface TestSessionOptions<User extends SessionUser = SessionUser> {
  /** Who is signed in from the first snapshot on; `null`: nobody. */
  readonly user: User | null
  /** `loading`: it is not known yet whether that is so; `signInAs(user)` or `seed(null)` ends it. @default known */
  readonly status?: 'loading'
  /**
   * What `session.signIn(input)` signs in as; may reject, with `SIGN_IN_REJECTED` for a wrong password.
   * @default the `user` above; where that is `null`, `session.signIn()` rejects with `INVALID_OPTION`
   */
  signIn?(input: any): User | Promise<User>
  /** What `session.fetch` sends by, given what it was given. @default `globalThis.fetch` as it is at each call */
  fetch?(input: RequestInfo | URL, init?: RequestInit): Promise<Response>
  /** @default 'session' */
  readonly name?: string
}

const isOptionalFunction = (value: unknown): boolean => value === undefined || typeof value === 'function'

/** Throws `INVALID_OPTION`, saying what to write instead. */
export function checkTestOptions({ user, status, signIn, fetch }: TestSessionOptions<any>): void {
  const wrong =
    user !== null && !(typeof user?.id === 'string' && user.id !== '')
      ? "user must be null, or have a text as its id, such as { id: 'ann' }"
      : status !== undefined && status !== 'loading'
        ? "status must be 'loading', or left out: user says who is signed in"
        : !isOptionalFunction(signIn)
          ? 'signIn must be a function that returns a user'
          : !isOptionalFunction(fetch)
            ? 'fetch must be a function like the global one'
            : null
  if (wrong) throw new HoldfastError('INVALID_OPTION', `createTestSession: ${wrong}.`)
}

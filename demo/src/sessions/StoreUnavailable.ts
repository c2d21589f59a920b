/** The store of the sessions does not answer: nobody knows who is signed in. Answered as 503, never as 401. */
export class StoreUnavailable extends Error {
  readonly statusCode: number = 503

  constructor(cause?: unknown) {
    super('The store of the sessions does not answer. Try again.', { cause })
  }
}

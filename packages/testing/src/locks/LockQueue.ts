/** Somebody who wants, or has, a lock. */
export interface LockRequest {
  grant(): void
  lose(): void
}

/** Who has a lock and who waits for it, in the order in which they came. */
export interface LockQueue {
  holder: LockRequest | null
  readonly waiting: LockRequest[]
}

export function wait(queue: LockQueue, request: LockRequest): void {
  queue.waiting.push(request)
  grantNext(queue)
}

/** Takes the lock from whoever has it, who runs on without it. */
export function steal(queue: LockQueue, request: LockRequest): void {
  const victim = queue.holder
  queue.holder = request
  victim?.lose()
  request.grant()
}

/** Lets go of the lock, or of the place in the queue. */
export function release(queue: LockQueue, request: LockRequest): void {
  const at = queue.waiting.indexOf(request)
  if (at >= 0) queue.waiting.splice(at, 1)
  if (queue.holder !== request) return
  queue.holder = null
  grantNext(queue)
}

function grantNext(queue: LockQueue): void {
  if (queue.holder) return
  queue.holder = queue.waiting.shift() ?? null
  queue.holder?.grant()
}

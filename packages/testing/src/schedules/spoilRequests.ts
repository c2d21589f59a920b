import type { Run } from './Run.ts'

/** What networks and servers do to requests. */
export function spoilRequests({ world, server, mode, mend }: Run): void {
  const { random } = world
  const path = random.pick(['refresh', 'refresh', 'refresh', 'sign-in', 'revoke'])
  const fault = random.pick([
    { lose: 'answer' },
    { lose: 'answer' },
    { lose: 'request' },
    { lose: 'hang' },
    { delay: 3_000 },
    { answer: { status: 500 } },
    { answer: { status: 500 }, isProcessed: mode !== 'strict' },
    { answer: { status: 429, headers: { 'retry-after': '2' } } },
    // What a revocation is answered with 200 counts as done, whatever the body (RFC 7009, section 2.2).
    { answer: { status: path === 'revoke' ? 502 : 200, body: '<html>', headers: { 'content-type': 'text/html' } } },
    { answer: { status: 403, body: '<html>', headers: { 'content-type': 'text/html' } } },
    { isSentTwice: path === 'refresh' },
  ] as const)
  const times = 1 + random.below(3)
  world.note(`trouble for ${times} ${path}: ${JSON.stringify(fault)}`)
  mend.push(server.fault(path, fault, times))
}

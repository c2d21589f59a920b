import { once } from 'node:events'
import { connect } from 'node:net'

/** Sends a line to a port of loopback and resolves with the first thing that comes back; rejects if nobody listens. */
export async function speakTo(port: number, line: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    socket.write(`${line}\r\n`)
    const [answer] = (await once(socket, 'data', { signal: AbortSignal.timeout(1000) })) as [Buffer]
    return answer.toString()
  } finally {
    socket.destroy()
  }
}

import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram } from '../programs/findProgram.ts'
import { freePort } from '../programs/freePort.ts'
import type { RunningProgram } from '../programs/startProgram.ts'
import type { TestServer } from './TestServer.ts'

export interface ServerKind {
  readonly name: string
  /** What has to be installed. */
  readonly program: string
  uri(port: number): string
  /** Done once, when the folder is empty. */
  prepare?(folder: string): Promise<unknown>
  run(program: string, port: number, folder: string): Promise<RunningProgram>
  /** What ends it. @default 'SIGTERM' */
  readonly signal?: NodeJS.Signals
}

/** Starts a server of a kind and resolves when it answers; rejects if it is not installed. */
export async function createTestServer(kind: ServerKind): Promise<TestServer> {
  const program = findProgram(kind.program)
  if (program === undefined) throw new Error(`${kind.program} is not installed.`)
  const folder = await mkdtemp(join(tmpdir(), `holdfast-${kind.name}-`))
  const port = await freePort()
  let running: RunningProgram | undefined
  const server: TestServer = {
    uri: kind.uri(port),
    pid: () => running?.pid ?? 0,
    async stop() {
      await running?.stop(kind.signal)
      running = undefined
    },
    async start() {
      running ??= await kind.run(program, port, folder)
    },
    async close() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
  try {
    // Some run as somebody else.
    await chmod(folder, 0o777)
    await kind.prepare?.(folder)
    await server.start()
  } catch (error) {
    await server.close()
    throw error
  }
  return server
}

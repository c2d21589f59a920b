import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'

export interface RunningProgram {
  readonly pid: number
  /** Ends it, at once if it does not by itself within five seconds; resolves when it has ended. */
  stop(signal?: NodeJS.Signals): Promise<void>
}

export interface ProgramOptions {
  /** Rejects as long as the program does not answer. */
  readonly answers: () => Promise<unknown>
  readonly env?: NodeJS.ProcessEnv
  readonly uid?: number
  readonly gid?: number
}

const startLimit = 20_000

/** Starts a program in the foreground; resolves when it answers, rejects with what it said if it ends before or never does. */
export async function startProgram(
  [program, ...args]: readonly [string, ...string[]],
  { answers, ...spawned }: ProgramOptions,
): Promise<RunningProgram> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...spawned })
  let said = ''
  const hear = (chunk: Buffer): void => {
    said = (said + chunk).slice(-2000)
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  child.on('error', (error) => hear(Buffer.from(error.message)))
  // Who ends without a word takes it along.
  const end = (): void => void child.kill()
  process.once('exit', end)
  child.once('exit', () => process.off('exit', end))
  const limit = Date.now() + startLimit
  while (!(await answers().then(Boolean, () => false))) {
    await delay(20)
    if (!hasEnded(child) && Date.now() < limit) continue
    child.kill('SIGKILL')
    throw new Error(`${program} did not start:\n${said}`)
  }
  return { pid: child.pid ?? 0, stop: (signal = 'SIGTERM') => stop(child, signal) }
}

const hasEnded = ({ exitCode, signalCode, pid }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null || pid === undefined

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return
  const ended = once(child, 'exit')
  child.kill(signal)
  // One that was frozen hears nothing else.
  const last = setTimeout(() => child.kill('SIGKILL'), 5000)
  await ended
  clearTimeout(last)
}

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Note } from '../control/ShopEvent.ts'
import type { Services } from '../createServices.ts'
import type { ControlChange, FromInstance, InstanceOptions, ToInstance } from './messages.ts'

export interface Instance {
  readonly pid: number
  /** By service: where it listens. */
  readonly urls: Services['urls']
  /** Resolves when the change is in force, or the instance has ended. */
  tell(control: ControlChange): Promise<void>
  stop(): Promise<void>
}

const program = fileURLToPath(new URL('instance.ts', import.meta.url))

/** Starts a process that runs every service; resolves when all of them listen. */
export async function startInstance(options: InstanceOptions, note: Note): Promise<Instance> {
  const child = fork(program, [], { execArgv: ['--import', 'tsx'] })
  const ended = once(child, 'exit').then(() => undefined)
  const waiting = new Map<number, () => void>()
  let count = 0
  const say = (message: ToInstance): void => void (child.connected && child.send(message))

  const started = new Promise<Services['urls']>((resolve, reject) => {
    child.on('message', (message: FromInstance) => {
      if ('note' in message) note(message.note)
      else if ('done' in message) waiting.get(message.done)?.()
      else if ('started' in message) resolve(message.started)
      else reject(new Error(message.failed))
    })
    void ended.then(() => reject(new Error('An instance ended before it had started.')))
  })
  // When the channel is gone, the child ends by itself.
  const stop = async (): Promise<void> => {
    if (child.connected) child.disconnect()
    await ended
  }

  say({ start: options })
  try {
    const urls = await started
    return {
      pid: child.pid ?? 0,
      urls,
      async tell(control) {
        count += 1
        const number = count
        const done = new Promise<void>((resolve) => waiting.set(number, resolve))
        say({ number, control })
        await Promise.race([done, ended])
        waiting.delete(number)
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

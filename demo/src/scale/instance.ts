import { createControl } from '../control/createControl.ts'
import { createDatabase } from '../createDatabase.ts'
import { createServices } from '../createServices.ts'
import { openSessions } from '../sessions/openSessions.ts'
import type { ControlChange, FromInstance, InstanceOptions, ToInstance } from './messages.ts'

/** One instance of every service, in a process of its own, started by `startInstance`. */
const control = createControl({})
const say = (message: FromInstance): void => void process.send?.(message)

async function start({ database: file, store, issuer }: InstanceOptions): Promise<void> {
  const sessions = await openSessions(store)
  const services = await createServices({
    database: createDatabase(file),
    sessions,
    issuer: () => issuer,
    settings: control.settings,
    accepts: control.acceptsTokenOf,
    note: (note) => say({ note }),
  })
  say({ started: services.urls })
}

async function follow(change: ControlChange): Promise<void> {
  if ('change' in change) await control.change(change.change)
  else if ('expire' in change) await control.expireAccessTokens()
  else await control.reset()
}

process.on('message', (message: ToInstance) => {
  if ('start' in message) start(message.start).catch(({ message: failed }: Error) => say({ failed }))
  else void follow(message.control).then(() => say({ done: message.number }))
})
// Ctrl-C reaches every process of the terminal; the one that started this decides.
process.on('SIGINT', () => undefined)
process.on('disconnect', () => process.exit())

import type { Channel } from '@holdfast/core'
import type { Host } from '../tab/Host.ts'
import { createLane } from '../world/createLane.ts'

/** One open end; `from` keeps a sender's messages in order. */
export interface ChannelEnd {
  readonly host: Host
  readonly listener: (message: unknown) => void
  readonly from: Map<ChannelEnd, (delay: number) => number>
}

/** One tab's `BroadcastChannel`: messages can be there before a localStorage write is visible. */
export function createChannels(
  host: Host,
  rooms: Map<string, Set<ChannelEnd>>,
): (name: string, listener: (message: unknown) => void) => Channel | null {
  const { random } = host.timeline
  return (name, listener) => {
    if (host.faults.channel === 'missing') return null
    const room = rooms.get(name) ?? new Set()
    rooms.set(name, room)
    const own: ChannelEnd = { host, listener, from: new Map() }
    room.add(own)
    const close = (): void => {
      room.delete(own)
    }
    host.onEnd(close)
    return {
      close,
      post: (message) => {
        if (!room.has(own) || host.faults.channel === 'throws')
          throw new DOMException('The channel is closed.', 'InvalidStateError')
        const copy = structuredClone(message)
        if (host.faults.channel === 'drops' || host.isDead()) return
        for (const other of room) {
          if (other === own) continue
          const lane = other.from.get(own) ?? createLane(host.timeline)
          other.from.set(own, lane)
          const hear = (): void => {
            if (!room.has(other)) return
            try {
              other.listener(structuredClone(copy))
            } catch (error) {
              other.host.report(error)
            }
          }
          host.timeline.after(lane(random.between(0, 2)), () => room.has(other) && other.host.run(hear, 'message'))
        }
      },
    }
  }
}

import type { Channel } from './Platform.ts'

/** Posts what is only a hint: where that fails, what it tells of has happened all the same. */
export function post(channel: Channel | null, message: unknown): void {
  try {
    channel?.post(message)
  } catch {
    // The others see it when they look by themselves.
  }
}

import type { SetupContext, VNode } from 'vue'
import type { Gate } from './Gate.ts'
import { useSession } from './useSession.ts'

export interface SignedOutSlots {
  default?(): any
  /** Shown as long as it is not known who is signed in. @default nothing */
  loading?(): any
}

/** Shows its default slot while nobody is signed in. Throws `NOT_PROVIDED` like `useSession`. */
export const SignedOut: Gate<object, SignedOutSlots> = {
  setup(_: object, { slots }: SetupContext<object, any>): () => VNode[] | undefined {
    const { status } = useSession()
    return () => slots[status.value === 'loading' ? 'loading' : status.value === 'signed-out' ? 'default' : '']?.()
  },
} as any

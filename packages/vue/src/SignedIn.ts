import type { RegisteredSession, UserOf } from '@holdfast/core'
import type { SetupContext, VNode } from 'vue'
import type { Gate } from './Gate.ts'
import { useSession } from './useSession.ts'

type User = UserOf<RegisteredSession>

export interface SignedInProps {
  /** Who may see it. What it hides is only out of sight: what must not be had, the server must refuse. @default everybody */
  readonly when?: (user: User) => boolean
}

export interface SignedInSlots {
  default?(props: { readonly user: User }): any
  /** Shown as long as it is not known who is signed in. @default nothing */
  loading?(): any
  /** Shown to everybody else. @default nothing */
  fallback?(): any
}

/** Shows its default slot while somebody is signed in. Throws `NOT_PROVIDED` like `useSession`. */
export const SignedIn: Gate<SignedInProps, SignedInSlots> = {
  props: ['when'],
  setup(props: SignedInProps, { slots }: SetupContext<object, any>): () => VNode[] | undefined {
    const { status, user } = useSession()
    return () => {
      const { value } = user
      if (value && props.when?.(value) !== false) return slots['default']?.({ user: value })
      return slots[status.value === 'loading' ? 'loading' : 'fallback']?.()
    }
  },
} as any

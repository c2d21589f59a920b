import type { AllowedComponentProps, ComponentCustomProps, VNodeProps } from 'vue'

/** A component that shows one of its slots. */
export interface Gate<Props, Slots> {
  new (): {
    readonly $props: AllowedComponentProps & ComponentCustomProps & VNodeProps & Props
    readonly $slots: Slots
  }
}

import { sessionPlugin, useRecord, useSession } from '@holdfast/vue'
import { createApp, defineComponent, watchEffect } from 'vue'
import { session, type User, wishlist } from './shop.ts'

export const C = defineComponent({
  setup() {
    const { status, user, snapshot, signIn } = useSession()
    const name = useSession((s) => s.user?.name)
    const { value, update } = useRecord(wishlist)
    watchEffect(() => {
      if (snapshot.value.status === 'signed-in') {
        const u: User = snapshot.value.user
        void u
      }
      if (status.value === 'signed-in') {
        // @ts-expect-error separate refs cannot narrow each other
        const u: User = user.value
        void u
      }
    })
    return { go: () => signIn({ email: 'a', password: 'b' }), name, value, update }
  },
})
createApp(C).use(sessionPlugin(session))

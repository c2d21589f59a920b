import type { Initial } from '@holdfast/core'
import { sessionPlugin } from '@holdfast/vue'
import { toRaw } from 'vue'
import { defineNuxtPlugin, useRequestEvent, useState } from '#imports'
import { session, type User } from '../session.ts'

/** Runs once for each page on the server, then once in the browser: the state of the first run travels with the page. */
export default defineNuxtPlugin(({ vueApp }) => {
  const initial = useState<Initial<User>>('initial', () => {
    const user = useRequestEvent()?.context.user
    return user ? { user } : null
  })
  vueApp.use(sessionPlugin(session, { initial: toRaw(initial.value) }))
})

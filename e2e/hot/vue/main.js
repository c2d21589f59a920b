import { sessionPlugin } from '@holdfast/vue'
import { createApp } from 'vue'
import { session } from '../session.ts'
import App from './App.vue'

createApp(App).use(sessionPlugin(session)).mount('main')

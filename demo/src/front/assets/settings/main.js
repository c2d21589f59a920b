// @ts-check
import { createControlClient } from './createControlClient.js'
import { showBrowserForm } from './showBrowserForm.js'
import { showCounters } from './showCounters.js'
import { showQuickTrouble } from './showQuickTrouble.js'
import { showServerForm } from './showServerForm.js'

const control = createControlClient()
const form = showServerForm(control)
showQuickTrouble(control, form.show)
showCounters(control, form.show)
showBrowserForm()

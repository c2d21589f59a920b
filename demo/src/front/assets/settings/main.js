// @ts-check
import { createControlClient } from './createControlClient.js'
import { showBrowserForm } from './showBrowserForm.js'
import { showCounters } from './showCounters.js'
import { showProductForm } from './showProductForm.js'
import { showQuickTrouble } from './showQuickTrouble.js'
import { showServerForm } from './showServerForm.js'

const control = createControlClient()
const form = showServerForm(control)
showQuickTrouble(control, form.show)
const goods = showProductForm(control)
showCounters(control, (settings) => {
  form.show(settings)
  goods.load()
})
showBrowserForm()

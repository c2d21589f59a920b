// @ts-check

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })
const moment = new Intl.DateTimeFormat('en-IE', { dateStyle: 'medium', timeStyle: 'short' })

/** @param {Date} date */
export const formatClock = (date) => clock.format(date)

/** @param {string} date ISO 8601 */
export const formatMoment = (date) => moment.format(new Date(date))

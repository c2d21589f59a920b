import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { exec } from './exec.mjs'

/** Asked by Debian's packages before they start what they bring (`invoke-rc.d`). */
const policy = '/usr/sbin/policy-rc.d'
const quiet = { DEBIAN_FRONTEND: 'noninteractive' }

/** Whether packages of Debian and its like may be installed here. */
export const hasApt = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')

/**
 * Installs packages one by one, so that one that is not there does not stand in the way of another; starts no service.
 *
 * @param {readonly string[]} packages
 * @returns {boolean} whether all are there
 */
export const installByApt = (packages) => {
  const isMine = !existsSync(policy)
  if (isMine) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    exec('apt-get', ['update', '-qq'], quiet)
    const status = packages.map((name) =>
      exec('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], quiet),
    )
    return status.every((each) => each === 0)
  } finally {
    if (isMine) rmSync(policy)
  }
}

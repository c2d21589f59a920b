import { pnpm } from './pnpm.mjs'

/**
 * Packs every built package as it would be published.
 *
 * @param {string} folder where the tarballs go
 * @returns {Record<string, string>} the tarball of each package
 */
export const pack = (folder) => {
  /** @type {{ name: string, filename: string }[]} */
  const packed = JSON.parse(pnpm(['--filter', './packages/*', 'pack', '--pack-destination', folder, '--json']))
  return Object.fromEntries(packed.map(({ name, filename }) => [name, filename]))
}

import { fileURLToPath } from 'node:url'

/** @type {import('next').NextConfig} */
export default {
  // Above lie the workspace and its own lockfile, which are none of Next's business.
  turbopack: { root: fileURLToPath(new URL('.', import.meta.url)) },
}

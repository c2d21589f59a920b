import { toNodeHandler } from 'better-auth/node'
import express, { type Express } from 'express'
import type { createAuth } from './createAuth.ts'

/** An Express server as better-auth's pages set one up: its handler under one path, and nothing else. */
export function createApp(auth: ReturnType<typeof createAuth>): Express {
  const app = express()
  app.all('/api/auth/*splat', toNodeHandler(auth))
  return app
}

import type { FastifyInstance } from 'fastify'
import type { ControlParts } from '../control/addControlRoutes.ts'
import { addControlRoutes } from '../control/addControlRoutes.ts'
import { createService } from '../http/createService.ts'
import { addPageRoutes } from '../pages/addPageRoutes.ts'
import { addRouteCookie } from '../scale/addRouteCookie.ts'
import { addFailureHooks } from './addFailureHooks.ts'
import type { Upstreams } from './addProxyRoutes.ts'
import { addProxyRoutes } from './addProxyRoutes.ts'
import { createConnections } from './createConnections.ts'

export interface GatewayParts extends Omit<ControlParts, 'connections'> {
  readonly upstreams: Upstreams
  /** Whether what stands behind goes by a cookie that says which instance a browser is served by. @default false */
  readonly isSticky?: boolean
}

/** What browsers see of the shop: its pages, its services, and the switches to break them, which work here. */
export async function createGateway({ upstreams, isSticky = false, ...parts }: GatewayParts): Promise<FastifyInstance> {
  const gateway = createService()
  const connections = createConnections(gateway.server)
  if (isSticky) addRouteCookie(gateway)
  addFailureHooks(gateway, parts.control, parts.journal)
  await gateway.register(async (scope) => addProxyRoutes(scope, upstreams))
  await gateway.register(async (scope) => addControlRoutes(scope, { ...parts, connections }))
  await gateway.register(addPageRoutes)
  return gateway
}

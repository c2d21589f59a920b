import type { Services } from '../createServices.ts'
import type { ServiceName } from '../gateway/routes.ts'
import { routeCookie } from './addRouteCookie.ts'
import type { Routing } from './ScaledOptions.ts'

export interface BalancerOptions {
  /** Of each instance. */
  readonly urls: readonly Services['urls'][]
  readonly routing: Routing
  readonly port: number
  readonly isRoot: boolean
}

const services: readonly ServiceName[] = ['identity', 'catalogue', 'cart', 'orders']

/**
 * The configuration of nginx. What could not be sent goes to the next instance, as does what may be sent twice (RFC 9110:
 * GET, PUT) and was not answered; a POST that an instance may have acted on does not.
 */
export function balancerConfig({ urls, routing, port, isRoot }: BalancerOptions): string {
  const hostOf = (url: string): string => new URL(url).host
  const upstream = (name: ServiceName): string => `
  upstream ${name} {
    zone ${name} 64k;
    ${routing === 'sticky' ? `hash $cookie_${routeCookie};` : ''}
    ${urls.map((of) => `server ${hostOf(of[name])} max_fails=1 fail_timeout=1s;`).join('\n    ')}
    keepalive 64;
  }`
  const location = (name: ServiceName): string => `
    location /${name} {
      proxy_pass http://${name};
    }`
  const instance = urls.map((of, index) => {
    const hosts = Object.values(of).map((url) => hostOf(url).replaceAll('.', '\\.'))
    return `"~(${hosts.join('|')})$" ${index + 1};`
  })
  return `daemon off;
worker_processes 1;
pid nginx.pid;
error_log stderr crit;
${isRoot ? 'user root;' : ''}
events {
  worker_connections 4096;
}
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  client_body_buffer_size 512k;
  client_max_body_size 512k;
  server_tokens off;
  map $upstream_addr $instance {
    ${instance.join('\n    ')}
  }
  ${services.map(upstream).join('')}
  server {
    listen 127.0.0.1:${port};
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host $http_host;
    proxy_connect_timeout 1s;
    proxy_next_upstream error timeout;
    proxy_max_temp_file_size 0;
    add_header X-Shop-Instance $instance always;
    ${services.map(location).join('')}
  }
}
`
}

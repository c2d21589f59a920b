import type { Host } from '../tab/Host.ts'
import type { CookieJar } from '../web-storage/createCookieJar.ts'
import type { Timeline } from '../world/createTimeline.ts'
import type { Exchange, Handler } from './Exchange.ts'
import type { FaultRule, NetworkFault, RequestEntry } from './NetworkFault.ts'
import type { Sending } from './Sending.ts'

/** What lies between the tabs and the servers. */
export interface Network {
  readonly requests: readonly RequestEntry[]
  serve(origin: string, handler: Handler): void
  /** Spoils requests; the latest rule that fits counts. Returns a function that takes it back. */
  fault(rule: FaultRule): () => void
  send(host: Host, sending: Sending, connection: Connection): Promise<Response>
}

/** A tab's line to the network. */
export interface Connection {
  isOffline(): boolean
  /** Calls `listener` when the line is cut; returns a function that ends it. */
  onCut(listener: () => void): () => void
}

const failed = (): TypeError => new TypeError('Failed to fetch')

export interface NetworkOptions {
  readonly timeline: Timeline
  readonly latency: readonly [number, number]
  /** True time. */
  now(): number
  jarOf(origin: string): CookieJar
  report(error: unknown): void
}

export function createNetwork({ timeline, latency, now, jarOf, report }: NetworkOptions): Network {
  const requests: RequestEntry[] = []
  const handlers = new Map<string, Handler>()
  const rules: { readonly rule: FaultRule; left: number }[] = []
  const hop = (): number => timeline.random.between(...latency)

  const takeFault = ({ url, tab }: RequestEntry): NetworkFault => {
    const found = rules.findLast(
      ({ rule, left }) => left > 0 && url.includes(rule.url ?? '') && tab === (rule.tab ?? tab),
    )
    if (found) found.left -= 1
    return found?.rule.fault ?? {}
  }

  const process = async (entry: RequestEntry, sending: Sending): Promise<Response> => {
    const handler = handlers.get(sending.url.origin)
    if (!handler) throw failed()
    entry.arrivals += 1
    const exchange: Exchange = {
      method: sending.method,
      url: sending.url,
      headers: sending.headers,
      body: entry.body,
      cookies: sending.isWithCookies ? jarOf(sending.url.origin).header() : '',
      now,
      wait: (ms) => new Promise((resolve) => void timeline.after(ms, resolve)),
    }
    return handler(exchange)
  }

  const answer = async (entry: RequestEntry, sending: Sending, fault: NetworkFault): Promise<Response> => {
    entry.body = await sending.readBody()
    if (fault.lose === 'request') throw failed()
    const { answer: other } = fault
    if (other && !fault.isProcessed) return new Response(other.body ?? null, other)
    const first = await process(entry, sending)
    const response = fault.isSentTwice ? await process(entry, sending) : first
    return other ? new Response(other.body ?? null, other) : response
  }

  const takeCookies = (response: Response, { url, isWithCookies }: Sending): void => {
    for (const line of isWithCookies ? response.headers.getSetCookie() : []) jarOf(url.origin).take(line)
    response.headers.delete('set-cookie')
  }

  const send: Network['send'] = (host, sending, connection) =>
    new Promise((resolve, reject) => {
      const { url, method, headers, signal } = sending
      if (signal?.aborted) return reject(signal.reason)
      const entry: RequestEntry = {
        tab: host.id,
        method,
        url: url.href,
        headers,
        sentAt: timeline.now(),
        body: '',
        arrivals: 0,
        status: null,
        endedAt: null,
      }
      requests.push(entry)
      host.trace(`${method} ${url.pathname}${connection.isOffline() ? ' offline' : ''}`)
      if (connection.isOffline()) {
        entry.endedAt = timeline.now()
        host.task(0, () => reject(failed()))
        return
      }
      const fault = takeFault(entry)
      let isOver = false
      const settle = (finish: () => void): void => {
        if (isOver) return
        isOver = true
        entry.endedAt = timeline.now()
        endCut()
        signal?.removeEventListener('abort', abort)
        finish()
      }
      const abort = (): void => settle(() => reject(signal?.reason))
      const fail = (delay: number): void => void host.task(delay, () => settle(() => reject(failed())))
      const endCut = connection.onCut(() => fail(1))
      signal?.addEventListener('abort', abort)

      timeline.after(hop(), () => {
        // An aborted request may be on the wire already.
        if (isOver && timeline.random.chance(0.5)) return
        answer(entry, sending, fault).then(
          (response) => {
            host.trace(`${method} ${url.pathname} done at the server: ${response.status}`)
            timeline.after(hop() + (fault.delay ?? 0), () => {
              if (fault.lose === 'answer') return fail(timeline.random.between(5, 50))
              if (fault.lose === 'hang') return
              if (!host.isDead() || sending.isKeptAlive) takeCookies(response, sending)
              Object.defineProperty(response, 'url', { value: url.href })
              host.run(() =>
                settle(() => {
                  entry.status = response.status
                  host.trace(`${method} ${url.pathname} answered ${response.status}`)
                  resolve(response)
                }),
              )
            })
          },
          (error) => {
            if (!(error instanceof TypeError && error.message === 'Failed to fetch')) report(error)
            fail(hop())
          },
        )
      })
    })

  return {
    requests,
    serve: (origin, handler) => void handlers.set(origin, handler),
    fault: (rule) => {
      const entry = { rule, left: rule.times ?? 1 }
      rules.push(entry)
      return () => {
        entry.left = 0
      }
    },
    send,
  }
}

import { describe, expect, test, vi } from 'vitest'
import { browserPlatform } from './browserPlatform.ts'

/** A page of which only the events are real. */
function openPage() {
  const document = Object.assign(new EventTarget(), {
    visibilityState: 'visible',
    cookie: '',
    baseURI: 'https://a.test/',
  })
  const window = new EventTarget()
  vi.stubGlobal('document', document)
  vi.stubGlobal('window', window)
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window))
  vi.stubGlobal('location', { origin: 'https://a.test' })
  return { document, window, platform: browserPlatform()! }
}

test('is null on a server', () => {
  expect(browserPlatform()).toBeNull()
})

describe('in a browser', () => {
  test.each([
    ['pageshow', 'pageshow'],
    ['pagehide', 'pagehide'],
    ['freeze', 'freeze'],
    ['resume', 'resume'],
    ['online', 'online'],
    ['focus', 'focus'],
    ['prerenderingchange', 'activated'],
    ['visibilitychange', 'visible'],
  ])('%s wakes as %s, until it is ended (invariant 15)', (type, wake) => {
    const { window, platform } = openPage()
    const heard: string[] = []
    const end = platform.onWake((what) => heard.push(what))
    window.dispatchEvent(new Event(type))
    end()
    window.dispatchEvent(new Event(type))
    expect(heard).toEqual([wake])
  })

  test('a page that is hidden says so', () => {
    const { document, window, platform } = openPage()
    const heard: string[] = []
    platform.onWake((what) => heard.push(what))
    document.visibilityState = 'hidden'
    window.dispatchEvent(new Event('visibilitychange'))
    expect([heard, platform.isVisible()]).toEqual([['hidden'], false])
  })

  test('input that a script made up is no input', () => {
    const { window, platform } = openPage()
    const heard: string[] = []
    platform.onWake((what) => heard.push(what), true)
    window.dispatchEvent(new Event('keydown'))
    expect(heard).toEqual([])
  })

  test('a timer beyond 2³¹ ms fires when it is due, and not at once (invariant 12)', () => {
    vi.useFakeTimers()
    const { platform } = openPage()
    const fired = vi.fn()
    const month = 30 * 86_400_000
    platform.clock.setTimer(fired, month)
    const end = platform.clock.setTimer(fired, month)
    vi.advanceTimersByTime(month - 1_000)
    expect(fired).not.toHaveBeenCalled()
    end()
    vi.advanceTimersByTime(2_000)
    expect(fired).toHaveBeenCalledTimes(1)
    vi.useRealTimers()
  })

  test('there is no channel where none can be opened', () => {
    const { platform } = openPage()
    vi.stubGlobal('BroadcastChannel', undefined)
    expect(platform.openChannel('news', () => {})).toBeNull()
  })

  test('blocked site data throws when it is read, not before', () => {
    const denied = vi.spyOn(globalThis, 'crypto', 'get').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError')
    })
    const { platform } = openPage()
    expect(denied).not.toHaveBeenCalled()
    expect(() => platform.crypto).toThrow('denied')
  })
})

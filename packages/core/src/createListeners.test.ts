import { expect, test, vi } from 'vitest'
import { createListeners } from './createListeners.ts'

test('calls every listener with the detail, in the order in which they came', () => {
  const listeners = createListeners<string>()
  const heard: string[] = []
  listeners.add((detail) => heard.push(`first ${detail}`))
  listeners.add((detail) => heard.push(`second ${detail}`))
  listeners.call('news')
  expect(heard).toEqual(['first news', 'second news'])
})

test('a throwing listener disturbs nobody, and what it throws surfaces as an uncaught error after the others were called', () => {
  const tasks: (() => void)[] = []
  vi.stubGlobal('queueMicrotask', (task: () => void) => tasks.push(task))
  const listeners = createListeners<void>()
  const after = vi.fn()
  listeners.add(() => {
    throw new Error('mine')
  })
  listeners.add(after)
  listeners.call()
  expect(after).toHaveBeenCalledOnce()
  expect(tasks).toHaveLength(1)
  expect(tasks[0]).toThrow('mine')
})

test('a function added twice is called twice, and ended once each', () => {
  const listeners = createListeners<void>()
  const listener = vi.fn()
  const end = listeners.add(listener)
  listeners.add(listener)
  listeners.call()
  expect(listener).toHaveBeenCalledTimes(2)
  end()
  end()
  listeners.call()
  expect(listener).toHaveBeenCalledTimes(3)
})

test('a listener may end itself or add another while it is called', () => {
  const listeners = createListeners<void>()
  const late = vi.fn()
  const others = vi.fn()
  const end = listeners.add(() => {
    end()
    listeners.add(late)
  })
  listeners.add(others)
  listeners.call()
  expect(late).not.toHaveBeenCalled()
  expect(others).toHaveBeenCalledOnce()
  listeners.call()
  expect(late).toHaveBeenCalledOnce()
})

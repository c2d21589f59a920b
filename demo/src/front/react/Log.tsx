import { useLayoutEffect, useRef } from 'react'
import { formatClock } from '../assets/shared/formatTime.js'
import type { ShopProps } from './ShopProps.ts'
import { useShown } from './useShown.ts'

/** What just happened, and in which tab. */
export function Log({ shop }: ShopProps) {
  const lines = useShown(shop.log)
  const frame = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest line is to be seen.
  useLayoutEffect(() => {
    frame.current?.scrollTo(0, frame.current.scrollHeight)
  }, [lines])
  return (
    <div className="log">
      <h3 id="log-title" className="eyebrow">
        What just happened
      </h3>
      <div ref={frame} role="log" aria-labelledby="log-title">
        <ol>
          {lines.map(({ key, at, text, where }) => (
            <li key={key}>
              <time dateTime={at.toISOString()}>{formatClock(at)}</time>
              <span>
                {text}
                <span className="soft"> · {where}</span>
              </span>
            </li>
          ))}
        </ol>
      </div>
    </div>
  )
}

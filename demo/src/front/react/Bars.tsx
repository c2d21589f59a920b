import { useId } from 'react'
import type { Bar } from '../assets/shared/createTimes.js'
import type { ShopProps } from './ShopProps.ts'
import { useShown } from './useShown.ts'

/** How long the token and the session still hold. */
export function Bars({ shop }: ShopProps) {
  const { token, limit } = useShown(shop.times)
  return (
    <div className="bars">
      {token && <OneBar name="Access token" bar={token} />}
      <OneBar name="Session limit" bar={limit} />
    </div>
  )
}

function OneBar({ name, bar: { value, text } }: { readonly name: string; readonly bar: Bar }) {
  const id = useId()
  return (
    <div className="bar">
      <label htmlFor={id}>{name}</label>
      <span className="soft">{text}</span>
      <progress id={id} max="1" value={value} />
    </div>
  )
}

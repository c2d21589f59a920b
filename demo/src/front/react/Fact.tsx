import { type ReactNode, useId } from 'react'

export function Fact(props: { readonly name: string; readonly title?: string; readonly children: ReactNode }) {
  const id = useId()
  return (
    <div>
      <label htmlFor={id}>{props.name}</label>
      <output id={id} aria-live="off" title={props.title}>
        {props.children}
      </output>
    </div>
  )
}

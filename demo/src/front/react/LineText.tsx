import type { LineWords } from '../assets/shared/basket/describeLine.js'

export interface LineTextProps {
  readonly words: Pick<LineWords, 'title' | 'choice' | 'each' | 'sum'>
  readonly sync: { readonly text: string; readonly state: string }
}

/** What a line is, and what it costs. */
export function LineText({ words: { title, choice, each, sum }, sync }: LineTextProps) {
  return (
    <>
      <div className="basket-name">
        <span className="basket-title">
          <strong>{title}</strong>
          <span className="chip" data-state={sync.state}>
            {sync.text}
          </span>
        </span>
        <span className="soft" hidden={choice === ''}>
          {choice}
        </span>
        <span className="soft">{each}</span>
      </div>
      <span className="price">{sum}</span>
    </>
  )
}

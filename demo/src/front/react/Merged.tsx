import { basketTexts } from '../assets/shared/basket/basketTexts.js'
import type { ShopProps } from './ShopProps.ts'
import { useHandover } from './useHandover.ts'
import { useShown } from './useShown.ts'

/** Asks whether what the guest had wanted is to stay, in every tab; answered in one, it is answered in all. */
export function Merged({ shop }: ShopProps) {
  const question = useShown(shop.basket.merged)
  return (
    <section
      id="merged"
      className="expiry merged"
      role="dialog"
      aria-labelledby="merged-title"
      aria-describedby="merged-text"
      hidden={question === null}
    >
      <div>
        <h2 id="merged-title">{basketTexts.mergedTitle}</h2>
        <p id="merged-text" role="status">
          {question}
        </p>
      </div>
      {question !== null && <Answers shop={shop} />}
    </section>
  )
}

function Answers({ shop }: ShopProps) {
  const { keep, undo } = shop.basket.merged
  const answers = useHandover<HTMLDivElement>('basket-title')
  return (
    <div ref={answers} className="answers">
      <button id="keep-merged" type="button" onClick={keep}>
        {basketTexts.keepMerged}
      </button>
      <button id="undo-merged" type="button" className="quiet" onClick={() => void undo()}>
        {basketTexts.undoMerged}
      </button>
    </div>
  )
}

import { memo } from 'react'
import { basketTexts } from '../assets/shared/basket/basketTexts.js'
import { GiftNote } from './GiftNote.tsx'
import { Leaving } from './Leaving.tsx'
import { LineText } from './LineText.tsx'
import type { ShopProps } from './ShopProps.ts'
import { Stepper } from './Stepper.tsx'
import { useLine } from './useLine.ts'

/** One line of the basket; does not render because another one changes. */
export const BasketLine = memo(({ shop, of }: ShopProps & { readonly of: string }) => {
  const shown = useLine(shop, of, 'cart')
  if (!shown) return null
  const { basket } = shop
  const { line, words, names, sync } = shown
  return (
    <li className="basket-line">
      <LineText words={words} sync={sync} />
      <Stepper
        name={words.name}
        quantity={line.quantity}
        onStep={(by) => void basket.step(line, by)}
        onWritten={(text) => basket.setQuantity(line, text)}
      />
      <div className="line-links">
        <Leaving text={basketTexts.save} name={names.save} onPress={() => basket.move(line, 'saved')} />
        <Leaving text={basketTexts.remove} name={names.remove} onPress={() => basket.remove(line)} />
      </div>
      <GiftNote name={words.name} note={words.note} onWritten={(text) => void basket.setNote(line, text)} />
      <div className="warnings">
        {words.warnings.map(({ key, text, isPrice }) => (
          <p key={key} className="notice line-warning">
            {text}
            {isPrice && ' '}
            {isPrice && (
              <button
                type="button"
                className="link"
                aria-label={names.keepPrice}
                onClick={() => void basket.acceptPrice(line)}
              >
                {basketTexts.keepPrice}
              </button>
            )}
          </p>
        ))}
      </div>
    </li>
  )
})

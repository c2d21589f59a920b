import { memo } from 'react'
import { basketTexts } from '../assets/shared/basket/basketTexts.js'
import { Leaving } from './Leaving.tsx'
import { LineText } from './LineText.tsx'
import type { ShopProps } from './ShopProps.ts'
import { useLine } from './useLine.ts'

/** One line that is saved for later. */
export const SavedLine = memo(({ shop, of }: ShopProps & { readonly of: string }) => {
  const shown = useLine(shop, of, 'saved')
  if (!shown) return null
  const { basket } = shop
  const { line, words, names, sync } = shown
  return (
    <li className="basket-line">
      <LineText words={{ ...words, each: `${line.quantity} × ${words.each}` }} sync={sync} />
      <div className="line-links">
        <Leaving text={basketTexts.bringBack} name={names.bringBack} onPress={() => basket.move(line, 'cart')} />
        <Leaving text={basketTexts.remove} name={names.remove} onPress={() => basket.remove(line, 'saved')} />
      </div>
    </li>
  )
})

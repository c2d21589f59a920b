import { basketTexts, statusNames } from '../assets/shared/basket/basketTexts.js'
import type { Toast as Said } from '../assets/shared/basket/createToast.js'
import type { ShopProps } from './ShopProps.ts'
import { useHandover } from './useHandover.ts'
import { useShown } from './useShown.ts'

/** What has just been done, and the way back. */
export function Toast({ shop }: ShopProps) {
  const { toast } = shop.basket
  const said = useShown(toast)
  return (
    <div
      id="basket-toast"
      className="toast"
      role="status"
      aria-label={statusNames.toast}
      onFocus={toast.hold}
      onPointerEnter={toast.hold}
      onBlur={toast.release}
      onPointerLeave={toast.release}
    >
      {said && <ToastText key={said.key} shop={shop} said={said} />}
    </div>
  )
}

function ToastText({ shop: { basket }, said: { text, action } }: ShopProps & { readonly said: Said }) {
  const button = useHandover<HTMLButtonElement>('basket-title')
  return (
    <>
      <span>{text}</span>
      {action && (
        <button ref={button} type="button" className="link" onClick={basket[action]}>
          {basketTexts[action]}
        </button>
      )}
    </>
  )
}

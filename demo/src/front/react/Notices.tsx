import type { ShopProps } from './ShopProps.ts'
import { useShown } from './useShown.ts'

/** What stands in the way at the moment, and what storage could not do. */
export function Notices({ shop }: ShopProps) {
  const notices = useShown(shop.notices)
  return (
    <div role="status" aria-label="Notices">
      <ul className="notices">
        {notices.map(({ key, title, text }) => (
          <li key={key} className="notice">
            <strong>{title}</strong> {text}
          </li>
        ))}
      </ul>
    </div>
  )
}

import { type DemoAccount, wordsForPermissions } from '../assets/shared/createAccounts.js'
import type { ShopProps } from './ShopProps.ts'
import { useShown } from './useShown.ts'

/** The accounts one may sign in with. */
export function DemoAccounts({ shop, onChosen }: ShopProps & { readonly onChosen: (account: DemoAccount) => void }) {
  const { accounts, said } = useShown(shop.accounts)
  return (
    <>
      <h3 id="demo-accounts-title" className="eyebrow">
        Accounts to try
      </h3>
      <ul className="plain-list" aria-labelledby="demo-accounts-title">
        {said && <li className="soft">{said}</li>}
        {accounts.map((account) => (
          <li key={account.email} className="demo-account">
            <div>
              <strong>{account.name}</strong>
              <span className="soft"> · {wordsForPermissions(account)}</span>
              <br />
              <code>{account.email}</code> <code>{account.password}</code>
            </div>
            <button
              type="button"
              className="quiet"
              aria-label={`Use ${account.name}`}
              onClick={() => onChosen(account)}
            >
              Use
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

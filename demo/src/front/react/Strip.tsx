import { useSession } from '@holdfast/react'
import { activityWords, wordsForError, wordsForWhy } from '../assets/shared/wordsFor.js'
import { Bars } from './Bars.tsx'
import { Fact } from './Fact.tsx'
import { Log } from './Log.tsx'
import type { ShopProps } from './ShopProps.ts'
import { useShown } from './useShown.ts'

/** The session as it is: who, why, and where it is kept. */
export function Strip({ shop }: ShopProps) {
  const { status, activity, user, reason, error } = useSession()
  const { howItCame, storage, generation } = useShown(shop.facts)
  return (
    <section id="strip" className="strip" aria-labelledby="strip-title" data-status={status} data-activity={activity}>
      <div className="strip-head">
        <h2 id="strip-title" className="eyebrow">
          This session, live
        </h2>
        <p className="strip-who">
          <span className="dot" aria-hidden="true" />
          <strong>{user?.name ?? (status === 'loading' ? 'Looking…' : 'Nobody')}</strong>
        </p>
        <p className="soft">{wordsForWhy({ status, reason }, howItCame)}</p>
        <Bars shop={shop} />
      </div>
      <div className="facts">
        <Fact name="Status">{status}</Fact>
        <Fact name="Activity" title={activityWords[activity]}>
          {activity}
        </Fact>
        <Fact name="Error" title={error ? wordsForError(error) : ''}>
          {error?.code ?? 'none'}
        </Fact>
        <Fact name="This is">{shop.tabNews.tab}</Fact>
        <Fact name="Kept in">{storage}</Fact>
        <Fact name="Generation">{generation}</Fact>
      </div>
      <Log shop={shop} />
    </section>
  )
}

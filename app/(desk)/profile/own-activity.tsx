import { getTranslations } from 'next-intl/server'
import { Badge } from '@/app/_ui/badge'
import { Time } from '@/app/_ui/time'
import type { OwnEvent } from '@/lib/staff/list-own-events'

/** What happened to one's own account lately, so that one sees what one has not done. */
export async function OwnActivity({ events }: { events: OwnEvent[] }) {
  const t = await getTranslations('profile.activity')
  if (events.length === 0) return <p className="text-sm text-ink-faint">{t('none')}</p>
  return (
    <div className="flex flex-col gap-3">
      <ul className="flex flex-col divide-y divide-line">
        {events.map(({ id, at, action, byAnother }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
            <span className="flex flex-wrap items-center gap-2">
              {t(action)}
              {byAnother && <Badge tone="orange">{t('byAnother')}</Badge>}
            </span>
            <span className="text-sm text-ink-faint">
              <Time at={at} />
            </span>
          </li>
        ))}
      </ul>
      <p className="text-sm text-ink-faint">{t('hint')}</p>
    </div>
  )
}

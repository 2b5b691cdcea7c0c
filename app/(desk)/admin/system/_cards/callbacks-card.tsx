import { useTranslations } from 'next-intl'
import { LinkButton } from '@/app/_ui/link-button'
import { Time } from '@/app/_ui/time'
import type { CallbackState } from '@/lib/system/callback-state'
import { judgeCallbacks } from '@/lib/system/judge-system'
import { Count, Figures } from './figures'
import { PartCard } from './part-card'

/** What ID360 tells by itself. */
export function CallbacksCard({ state, now }: { state: CallbackState; now: number }) {
  const t = useTranslations('system.callbacks')
  const verdict = judgeCallbacks(state, now)
  const { lastAt, lastAskedAt, lastHour, lastDay, quarantined } = state
  return (
    <PartCard
      title={t('title')}
      tone={verdict.tone}
      says={t.rich(`says.${verdict.says}`, {
        at: () => (lastAt === null ? t('never') : <Time at={lastAt} relative />),
        count: quarantined.count,
      })}
      advice={verdict.tone === 'amber' ? t(`advice.${verdict.says}`) : null}
    >
      <Figures
        rows={[
          [t('last'), lastAt === null ? t('never') : <Time key="last" at={lastAt} relative />],
          [t('lastHour'), <Count key="hour" of={lastHour} />],
          [t('lastDay'), <Count key="day" of={lastDay} />],
          [
            t('lastAsked'),
            lastAskedAt === null ? t('never') : <Time key="asked" at={lastAskedAt} relative />,
          ],
          [t('quarantined'), <Count key="quarantined" of={quarantined} />],
        ]}
      />
      {quarantined.count > 0 && (
        <div>
          <LinkButton size="sm" href="/callbacks">
            {t('inspect')}
          </LinkButton>
        </div>
      )}
    </PartCard>
  )
}

import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { pageContext } from '@/app/_auth/staff-context'
import { orPageError } from '@/app/_errors/page-error'
import { Card } from '@/app/_ui/card'
import { Messages } from '@/app/_ui/messages'
import { Note } from '@/app/_ui/note'
import { PageHeader } from '@/app/_ui/page-header'
import { Time } from '@/app/_ui/time'
import { readRetention } from '@/lib/retention/read-retention'
import { PeriodsForm } from './periods-form'
import { RetentionFacts } from './retention-facts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('retention'))('title') }
}

/** How long who a person is, and the evidence, are kept after the end of a file; and what is erased by that. */
export default async function RetentionPage() {
  const ctx = await pageContext()
  const view = await orPageError(readRetention(ctx))
  const t = await getTranslations('retention')
  const { periods, changedAt, changedByName } = view
  const isOn = periods.personalDays !== null || periods.evidenceDays !== null
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title={t('title')}
        state={
          <>
            {t(isOn ? 'stateOn' : 'stateOff')}
            {changedAt !== null && (
              <>
                {' '}
                {t.rich('decided', { name: changedByName ?? t('desk'), at: () => <Time at={changedAt} /> })}
              </>
            )}
          </>
        }
      />
      {!isOn && <Note title={t('off.title')}>{t('off.explain')}</Note>}
      {periods.personalDays !== null && periods.evidenceDays === null && (
        <Note tone="amber" title={t('evidenceStays.title')}>
          {t('evidenceStays.explain')}
        </Note>
      )}
      <Messages namespaces={['retention', 'errors']}>
        <Card title={t('form.title')}>
          <PeriodsForm key={changedAt} periods={periods} seenAt={changedAt} mayChange={view.mayChange} />
        </Card>
      </Messages>
      <RetentionFacts view={view} />
    </div>
  )
}

import { FileClock, FileX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/app/_ui/empty-state'
import type { ReportView } from '@/lib/evidence/read-report'

const TO_COME: readonly string[] = ['UNCONFIRMED', 'NEW', 'STARTED'] satisfies ReportView['status'][]

/** Why there is no report, and when there will be one. */
export function NoReport({ status }: { status: ReportView['status'] }) {
  const t = useTranslations('report.none')
  const due = status === 'OK' || status === 'KO'
  const toCome = due || TO_COME.includes(status)
  const Icon = toCome ? FileClock : FileX
  return (
    <EmptyState icon={<Icon size={32} aria-hidden />} title={toCome ? t('title') : t('endedTitle')}>
      <p>{t(due ? 'due' : toCome ? 'early' : status === 'NOT_CREATED' ? 'notCreated' : 'ended')}</p>
    </EmptyState>
  )
}

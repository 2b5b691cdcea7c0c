import { GitCompareArrows } from 'lucide-react'
import { useFormatter, useNow, useTranslations } from 'next-intl'
import { Badge } from '@/app/_ui/badge'
import { ConfirmationBadge } from '@/app/_ui/confirmation-badge'
import { PageHeader } from '@/app/_ui/page-header'
import { StatusBadge } from '@/app/_ui/status-badge'
import type { EnrollmentView } from '@/lib/enrollments/get-enrollment'
import { EnrollmentActions, hasActions } from './enrollment-actions'
import { enrollmentTitle } from './enrollment-title'

/** Whose file, where it stands, and what this person can do about it now. */
export function EnrollmentHeader({ enrollment }: { enrollment: EnrollmentView }) {
  const t = useTranslations('enrollment')
  return (
    <PageHeader
      title={enrollmentTitle(enrollment) ?? t('untitled')}
      state={<StateSentence enrollment={enrollment} />}
      badges={
        <span className="flex flex-wrap items-center gap-1">
          <StatusBadge status={enrollment.status} />
          <ConfirmationBadge confirmation={enrollment.confirmation} />
          {enrollment.conflict && (
            <Badge tone="red" icon={<GitCompareArrows size={13} aria-hidden />} title={t('conflict.hint')}>
              {t('conflict.label')}
            </Badge>
          )}
        </span>
      }
      action={hasActions(enrollment) && <EnrollmentActions enrollment={enrollment} />}
    />
  )
}

function StateSentence({ enrollment }: { enrollment: EnrollmentView }) {
  const t = useTranslations('enrollment.state')
  const format = useFormatter()
  const now = useNow()
  const { status, stepsDone, stepsTotal, confirmation } = enrollment
  if (status === 'STARTED') {
    const ago = format.relativeTime(enrollment.lastNewsAt, now)
    if (stepsDone === null || stepsTotal === null) return t('startedWithoutSteps', { ago })
    return t('started', { done: stepsDone, total: stepsTotal, ago })
  }
  if (status === 'OK' || status === 'KO') {
    return `${t(status)} ${confirmation === 'none' ? '' : t(`confirmation.${confirmation}`)}`.trim()
  }
  return t(status)
}

import { GitCompareArrows, Hourglass, type LucideIcon, ShieldAlert } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { StatusBadge } from '@/app/_ui/status-badge'
import { TONE_CLASS, type Tone } from '@/app/_ui/tone'
import type { EnrollmentListRow } from '@/lib/enrollments/list-enrollments'
import { rowName } from './row-name'

/** The status with its marks, and the link of the whole row: it is stretched over it. */
export function StatusCell({ row }: { row: EnrollmentListRow }) {
  const t = useTranslations()
  const name = rowName(row) ?? t('enrollments.row.nameless')
  const status = t(`status.${row.status}`)
  return (
    <span className="inline-flex items-center gap-1.5">
      <Link
        href={`/enrollments/${row.id}`}
        // A page of a hundred rows would fetch a hundred enrollments.
        prefetch={false}
        data-row-link
        aria-label={t('enrollments.row.open', { status, name })}
        className="outline-none after:absolute after:inset-0"
      >
        <StatusBadge status={row.status} />
      </Link>
      {row.conflict && <Mark tone="red" icon={GitCompareArrows} words={t('enrollments.row.conflict')} />}
      {row.confirmation === 'pending' && (
        <Mark tone="amber" icon={Hourglass} words={t('status.confirmation.pending')} />
      )}
      {row.confirmation === 'contradicted' && (
        <Mark tone="red" icon={ShieldAlert} words={t('status.confirmation.contradicted')} />
      )}
    </span>
  )
}

/** A sign beside the status, with its words on hover and for those who listen. */
function Mark({ tone, icon: Icon, words }: { tone: Tone; icon: LucideIcon; words: string }) {
  return (
    <span title={words} className={TONE_CLASS[tone]}>
      <Icon size={15} aria-hidden className="text-tone-ink" />
      <span className="sr-only">{words}</span>
    </span>
  )
}

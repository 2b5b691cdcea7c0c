import { GitCompareArrows, Hourglass, type LucideIcon, ShieldAlert } from 'lucide-react'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Age } from '@/app/_ui/age'
import { Mono } from '@/app/_ui/mono'
import { ProgressSteps } from '@/app/_ui/progress-steps'
import { StatusBadge } from '@/app/_ui/status-badge'
import { Time } from '@/app/_ui/time'
import { TONE_CLASS, type Tone } from '@/app/_ui/tone'
import type { EnrollmentListRow } from '@/lib/enrollments/list-enrollments'
import type { ColumnId } from './list-columns'

/** Who or what a row is about, in the words one would say: the person, else the reference, else ID360's id. */
export function rowName({ firstName, lastName, clientReference, id360Id }: EnrollmentListRow): string | null {
  return [firstName, lastName].filter(Boolean).join(' ') || clientReference || id360Id
}

/** The cells of a row. Made on the server: dates and words come to the browser as they are read. */
export async function rowCells(row: EnrollmentListRow): Promise<Record<ColumnId, ReactNode>> {
  const t = await getTranslations()
  const nothing = <span className="text-ink-faint">{t('common.none')}</span>
  const name = rowName(row) ?? t('enrollments.row.nameless')
  const status = t(`status.${row.status}`)
  return {
    status: (
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
    ),
    person: [row.firstName, row.lastName].filter(Boolean).join(' ') || nothing,
    email: row.email ?? nothing,
    reference: row.clientReference ?? nothing,
    id360: row.id360Id ? <Mono>{row.id360Id}</Mono> : nothing,
    group: row.groupName ?? <span className="text-ink-faint">{t('common.noGroup')}</span>,
    process: row.processName,
    progress: <ProgressSteps done={row.stepsDone} total={row.stepsTotal} />,
    created: <Time at={row.createdAt} relative />,
    creator: row.createdByName,
    news: <Age since={row.lastNewsAt} />,
  }
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

import { CircleCheck, OctagonX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { LinkButton } from '@/app/_ui/link-button'
import { Note } from '@/app/_ui/note'
import type { DoneBy } from '@/lib/assisted/assisted-view'
import { DoneByLine } from './done-by-line'
import { stepHeadingId } from './step-heading-id'

/** Nothing is left to do here: the person refused what the process needs, or all has gone. */
export function OverNote({
  how,
  by,
  enrollmentId,
}: {
  how: 'stopped' | 'finished'
  by: DoneBy
  enrollmentId: string
}) {
  const t = useTranslations(`assisted.${how}`)
  const Icon = how === 'stopped' ? OctagonX : CircleCheck
  return (
    <div id={stepHeadingId('over')} tabIndex={-1}>
      <Note
        tone={how === 'stopped' ? 'orange' : 'green'}
        icon={<Icon size={18} aria-hidden />}
        title={t('title')}
      >
        <p className="max-w-prose">{t('body')}</p>
        <p className="mt-1">
          <DoneByLine by={by} />
        </p>
        <div className="mt-3">
          <LinkButton href={`/enrollments/${enrollmentId}`}>{t('toEnrollment')}</LinkButton>
        </div>
      </Note>
    </div>
  )
}

import { Eraser } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Note } from '@/app/_ui/note'
import { Time } from '@/app/_ui/time'
import type { EnrollmentView } from '@/lib/enrollments/get-enrollment'

/** Whether anything of this enrollment was erased. */
export const isErased = ({ erasedAt, evidenceErasedAt }: EnrollmentView) =>
  erasedAt !== null || evidenceErasedAt !== null

/** What of an enrollment was erased and when, what was kept, and why. */
export function ErasedNote({ enrollment }: { enrollment: EnrollmentView }) {
  const t = useTranslations('enrollment.erased')
  const { erasedAt, evidenceErasedAt, evidenceKeptUntil } = enrollment
  const day = (at: number) => (): ReactNode => <Time at={at} precision="day" />
  return (
    <Note
      tone="slate"
      icon={<Eraser size={16} aria-hidden />}
      title={t(erasedAt !== null ? 'title' : 'evidenceTitle')}
    >
      {erasedAt !== null && <p>{t.rich('person', { at: day(erasedAt) })}</p>}
      {evidenceErasedAt !== null && <p>{t.rich('evidence', { at: day(evidenceErasedAt) })}</p>}
      {erasedAt !== null && evidenceErasedAt === null && (
        <p>
          {evidenceKeptUntil === null
            ? t('evidenceKept')
            : t.rich('evidenceKeptUntil', { until: day(evidenceKeptUntil) })}
        </p>
      )}
      <p>{t(erasedAt !== null ? 'remains' : 'evidenceRemains')}</p>
    </Note>
  )
}

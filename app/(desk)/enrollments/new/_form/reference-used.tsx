'use client'

import { TriangleAlert } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import type { CheckedField } from '@/lib/enrollments/check-enrollment-field'

/** The reference has served before: no error, but worth a look. The link opens aside, so that nothing typed is lost. */
export function ReferenceUsed({ warning }: { warning: NonNullable<CheckedField['warning']> }) {
  const t = useTranslations('newEnrollment')
  const format = useFormatter()
  const when = format.relativeTime(warning.createdAt, new Date())
  return (
    <span role="status" className="tone-amber flex items-start gap-1 text-tone-ink">
      <TriangleAlert size={14} aria-hidden className="mt-[3px] shrink-0" />
      <span>
        {t('referenceUsed', { when })}{' '}
        <a
          href={`/enrollments/${warning.enrollmentId}`}
          target="_blank"
          rel="noreferrer"
          className="underline"
        >
          {t('referenceUsedLink')}
        </a>
      </span>
    </span>
  )
}

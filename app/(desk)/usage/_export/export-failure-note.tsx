'use client'

import { useTranslations } from 'next-intl'
import { ErrorNote } from '@/app/_ui/error-note'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'
import type { ExportFailure } from './use-export'

/** Why the file cannot be had: what is wrong with the question, else the failure itself. */
export function ExportFailureNote({ failure }: { failure: ExportFailure }) {
  const t = useTranslations('errors')
  const { key, values } = failure.message
  const wrong = Object.values(failure.fieldErrors)
  if (wrong.length === 0) return <ErrorNote>{dynamicMessage(t, key, values) ?? t('brokenAction')}</ErrorNote>
  return (
    <ErrorNote>
      {wrong.map((field) => (
        <p key={field}>{dynamicMessage(t, `field.${field}`) ?? t('field.invalid')}</p>
      ))}
    </ErrorNote>
  )
}

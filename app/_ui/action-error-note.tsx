'use client'

import { useTranslations } from 'next-intl'
import type { ActionError } from '@/app/_errors/action-error'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'
import { ErrorNote } from './error-note'

/** The sentence of a failed action (`result.serverError`). Needs the namespace `errors`. */
export function ActionErrorNote({ error }: { error: Pick<ActionError, 'message'> }) {
  const t = useTranslations('errors')
  const { key, values } = error.message
  return <ErrorNote>{dynamicMessage(t, key, values) ?? t('brokenAction')}</ErrorNote>
}

'use client'

import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'

/** From a field's error key (`fieldErrors.email` = `email`) to its sentence. Needs the namespace `errors`. */
export function useFieldError(fieldErrors: Record<string, string> | undefined) {
  const t = useTranslations('errors.field')
  return useCallback(
    (field: string): string | undefined => {
      const key = fieldErrors?.[field]
      return key === undefined ? undefined : (dynamicMessage(t, key) ?? t('invalid'))
    },
    [t, fieldErrors],
  )
}

import { createTranslator } from 'next-intl'
import type { DeskLocale } from '@/lib/i18n/locale'
import { messagesOf } from '@/lib/i18n/messages'

/** The words of an export in its language: headings, sheets, file name. */
export function exportWords(language: DeskLocale) {
  return createTranslator({
    locale: language,
    messages: messagesOf(language),
    namespace: 'usageExport',
    timeZone: 'UTC',
  })
}

export type ExportWords = ReturnType<typeof exportWords>

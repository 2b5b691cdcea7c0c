import type { useTranslations } from 'next-intl'
import type { AssistedDocument } from '@/lib/assisted/assisted-view'

/** What a page of a document is called: its front, its back, its only page, the selfie. */
export function pageName(
  t: ReturnType<typeof useTranslations<'assisted.pictures'>>,
  document: AssistedDocument,
  page: number,
  totalPages: number,
): string {
  if (document === 'selfie_image_upload') return t('page.selfie')
  if (totalPages === 1) return t('page.only')
  if (page === 0) return t('page.front')
  return page === 1 ? t('page.back') : t('page.nth', { page: page + 1 })
}

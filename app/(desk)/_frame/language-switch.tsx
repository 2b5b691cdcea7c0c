'use client'

import { useTranslations } from 'next-intl'
import { buttonClasses } from '@/app/_ui/button-classes'
import { usePreferences } from './use-preferences'

/** The other language, one click away. */
export function LanguageSwitch({ language }: { language: 'fr' | 'en' }) {
  const t = useTranslations('frame.person')
  const { change, pending, failed } = usePreferences()
  const other = language === 'fr' ? 'en' : 'fr'
  return (
    <button
      type="button"
      onClick={() => change({ language: other })}
      aria-busy={pending || undefined}
      title={t('switchLanguage')}
      className={buttonClasses({ variant: 'ghost', size: 'icon' }, 'text-sm uppercase')}
    >
      {other}
      <span className="sr-only">{t('switchLanguage')}</span>
      {failed && (
        <span role="alert" className="sr-only">
          {t('notKept')}
        </span>
      )}
    </button>
  )
}

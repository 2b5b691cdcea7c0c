import { CircleCheckBig } from 'lucide-react'
import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { isLocale } from '@/lib/i18n/locale'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** The language of the journey, from the address; otherwise the browser's. */
async function languageOf({ searchParams }: Props) {
  const { lang } = await searchParams
  return isLocale(lang) ? lang : getLocale()
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: await languageOf(props), namespace: 'thanks' })
  return { title: { absolute: t('title') } }
}

/**
 * Where the person lands at the end (`browser_callback_url`). Public: it thanks, knows nothing about them, says nothing
 * of a verdict (arriving here proves nothing), and leads nowhere.
 */
export default async function ThanksPage(props: Props) {
  const locale = await languageOf(props)
  const t = await getTranslations({ locale, namespace: 'thanks' })
  return (
    <main lang={locale} className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center gap-4 p-6 text-lg">
      <CircleCheckBig size={40} aria-hidden className="text-accent-ink" />
      <h1 className="text-2xl font-semibold text-balance">{t('title')}</h1>
      <p>{t('body')}</p>
      <p className="text-ink-soft">{t('next')}</p>
    </main>
  )
}

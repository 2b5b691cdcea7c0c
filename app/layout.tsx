import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { theDesk } from '@/lib/desk'
import { preferenceCookieNames } from '@/lib/i18n/preference-cookie-names'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common')
  return {
    title: { default: t('productName'), template: `%s · ${t('productName')}` },
    robots: { index: false, follow: false },
  }
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' }

/** Language and theme are known before the first byte: nothing flashes. No class means "as the device". */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies()
  const theme = jar.get(preferenceCookieNames(theDesk().settings.PUBLIC_URL).theme)?.value
  return (
    <html lang={await getLocale()} className={theme === 'light' || theme === 'dark' ? theme : undefined}>
      <body>{children}</body>
    </html>
  )
}

import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'

/**
 * What `error.tsx` says, and no more: it stands in for a page that failed, and so does without what that page would have
 * given. A page that needs messages has its own around them.
 */
export async function ErrorMessages({ children }: { children: ReactNode }) {
  const { errors, common } = await getMessages()
  const messages = { errors: { page: errors.page }, common: { tryAgain: common.tryAgain } }
  return <NextIntlClientProvider messages={messages}>{children}</NextIntlClientProvider>
}

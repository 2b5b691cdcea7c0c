import { NextIntlClientProvider } from 'next-intl'
import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import type { Messages as AllMessages } from '@/lib/i18n/messages'

type Namespace = keyof AllMessages

/** What the shared components say. */
const ALWAYS: readonly Namespace[] = ['common', 'status']

/**
 * Hands client components the messages they name and no others (besides common and status). The innermost one counts
 * alone: name everything that the components inside use.
 */
export async function Messages({
  namespaces = [],
  children,
}: {
  namespaces?: readonly Namespace[]
  children: ReactNode
}) {
  const all = await getMessages()
  const wanted = new Set([...ALWAYS, ...namespaces])
  const picked = Object.fromEntries([...wanted].map((namespace) => [namespace, all[namespace]]))
  return <NextIntlClientProvider messages={picked}>{children}</NextIntlClientProvider>
}

'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Invited } from './invited'

/** What the link is for, and until when. */
export function InviteIntro({ invited, children }: { invited: Invited; children: ReactNode }) {
  const t = useTranslations('invite')
  const format = useFormatter()
  const date = format.dateTime(invited.expiresAt, { dateStyle: 'long', timeStyle: 'short' })
  return (
    <p className="break-words text-ink-soft">
      {children} {t('expires', { date })}
    </p>
  )
}

'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { askAction, type Failure } from '../ask-action'
import { type ShownDetails, showDetailsAction } from './show-details-action'

/** The address, sealed until somebody asks for it. */
export function ShowDetails({ enrollmentId }: { enrollmentId: string }) {
  const t = useTranslations('enrollment.details')
  const [details, setDetails] = useState<ShownDetails | null>(null)
  const [error, setError] = useState<Failure | null>(null)
  const [pending, startTransition] = useTransition()
  const show = () =>
    startTransition(async () => {
      const answer = await askAction(showDetailsAction({ enrollmentId }))
      setError(answer.error)
      setDetails(answer.data)
    })
  if (!details) {
    return (
      <div className="flex flex-col items-start gap-2">
        <Button size="sm" pending={pending} onClick={show}>
          {t('show')}
        </Button>
        {error && <ActionErrorNote error={error} />}
      </div>
    )
  }
  return (
    <div role="status">
      {details.lines.length === 0 && <p className="text-ink-faint">{t('none')}</p>}
      {details.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {details.idclaimPhone && <p>{t('idclaimPhone', { phone: details.idclaimPhone })}</p>}
    </div>
  )
}

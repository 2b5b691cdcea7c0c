'use client'

import { CircleCheck } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { ErrorNote } from '@/app/_ui/error-note'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'
import { ProgressBar } from '../_flow/progress-bar'
import type { Sending } from './picture-store'

/** How the sending of a picture goes: how far, that it tries again by itself, or why it failed. */
export function SendingLine({
  name,
  sending,
  size,
  onSend,
  onStop,
}: {
  name: string
  sending: Sending
  size: number
  onSend: () => void
  onStop: () => void
}) {
  const t = useTranslations('assisted.pictures')
  const errors = useTranslations('errors')
  const format = useFormatter()
  if (sending.state === 'idle') return null
  if (sending.state === 'arrived') {
    return (
      <p className="tone-green flex items-center gap-2 text-tone-ink">
        <CircleCheck size={16} aria-hidden />
        {t('sentStates.sent')}
      </p>
    )
  }
  if (sending.state === 'failed') {
    const { key, values } = sending.error
    return (
      <ErrorNote
        title={t('notSent', { name })}
        action={
          <Button size="sm" onClick={onSend}>
            {t('sendAgain')}
            <span className="sr-only"> {name}</span>
          </Button>
        }
      >
        {dynamicMessage(errors, key, values) ?? errors('brokenAction')}
      </ErrorNote>
    )
  }
  const share = sending.state === 'sending' ? sending.sent / size : 0
  return (
    <div className="flex flex-col gap-1">
      <ProgressBar label={t('progressOf', { name })} share={share} />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="numbers text-sm text-ink-soft">
          {sending.state === 'waiting'
            ? t('waiting', { attempt: sending.attempt, seconds: sending.seconds })
            : share < 1
              ? t('sent', { share: format.number(share, { style: 'percent' }) })
              : t('atId360')}
        </p>
        <Button size="sm" variant="ghost" onClick={onStop}>
          {t('stop')}
          <span className="sr-only"> {name}</span>
        </Button>
      </div>
    </div>
  )
}

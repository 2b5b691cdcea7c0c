'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useRef } from 'react'
import { useAct } from '@/app/_actions/use-act'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { CopyButton } from '@/app/_ui/copy-button'
import { QrCode } from '@/app/_ui/qr-code'
import { TextField } from '@/app/_ui/text-field'
import { useFieldError } from '@/app/_ui/use-field-error'
import type { PendingTwoFactor } from '@/lib/staff/two-factor/set-up-two-factor'
import { confirmTwoFactorAction } from '../two-factor-actions'

/** The secret as a QR code and as text, and the first code that proves that an app has it. */
export function ScanStep({
  pending: { secret, uri, expiresAt },
  onConfirmed,
  onRestart,
}: {
  pending: PendingTwoFactor
  onConfirmed: (confirmed: { codes: string[]; ended: number }) => void
  onRestart: () => void
}) {
  const t = useTranslations('twoFactor')
  const format = useFormatter()
  const form = useRef<HTMLFormElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const { act, pending, error } = useAct()
  const errorOf = useFieldError(error?.fieldErrors)
  const wrong = errorOf('code')
  // The whole of it comes into view, the QR code before the field that waits for its code.
  useEffect(() => {
    field.current?.focus({ preventScroll: true })
    form.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  // A code that was refused is of no more use: the next one is typed into an empty field.
  useEffect(() => {
    if (!error) return
    form.current?.reset()
    field.current?.focus({ preventScroll: true })
  }, [error])
  function confirm(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const code = String(new FormData(event.currentTarget).get('code') ?? '')
    act(
      () => confirmTwoFactorAction({ code }),
      (confirmed) => confirmed && onConfirmed(confirmed),
    )
  }
  return (
    <form ref={form} onSubmit={confirm} className="flex scroll-my-20 flex-col gap-4">
      <p>{t('scan')}</p>
      <QrCode text={uri} label={t('qrLabel')} className="w-full max-w-56 self-center" />
      <div className="flex flex-col gap-1">
        <dl>
          <dt className="font-medium">{t('secret')}</dt>
          <dd className="font-mono text-sm break-words select-all">{secret.replace(/.{4}(?=.)/g, '$& ')}</dd>
        </dl>
        <div>
          <CopyButton text={secret} label={t('copySecret')} size="sm" />
        </div>
        <p className="text-sm text-ink-faint">
          {t('secretHint')} {t('expires', { time: format.dateTime(expiresAt, { timeStyle: 'short' }) })}
        </p>
      </div>
      {error && !wrong && <ActionErrorNote error={error} />}
      <TextField
        ref={field}
        label={t('code')}
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={10}
        required
        error={wrong}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" pending={pending}>
          {t('confirm')}
        </Button>
        <Button onClick={onRestart} variant="ghost">
          {t('restart')}
        </Button>
      </div>
    </form>
  )
}

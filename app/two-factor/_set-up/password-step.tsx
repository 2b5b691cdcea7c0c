'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useRef } from 'react'
import { useAct } from '@/app/_actions/use-act'
import { CurrentPassword } from '@/app/_auth/current-password'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { useAlive } from '@/app/_ui/use-alive'
import { useFieldError } from '@/app/_ui/use-field-error'
import type { PendingTwoFactor } from '@/lib/staff/two-factor/set-up-two-factor'
import { startTwoFactorAction } from '../two-factor-actions'

/** Who sets it up proves first that it is them. */
export function PasswordStep({
  email,
  onStarted,
}: {
  email: string
  onStarted: (pending: PendingTwoFactor) => void
}) {
  const t = useTranslations('twoFactor')
  const alive = useAlive()
  const field = useRef<HTMLInputElement>(null)
  const { act, pending, error } = useAct()
  const errorOf = useFieldError(error?.fieldErrors)
  useEffect(() => field.current?.focus(), [])
  function start(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const current = String(new FormData(event.currentTarget).get('current') ?? '')
    act(
      () => startTwoFactorAction({ current }),
      (started) => started && onStarted(started),
    )
  }
  return (
    <form onSubmit={start} className="flex flex-col gap-4">
      <p>{t('whatItIs')}</p>
      {error && Object.keys(error.fieldErrors).length === 0 && <ActionErrorNote error={error} />}
      <CurrentPassword
        ref={field}
        email={email}
        label={t('password')}
        hint={t('passwordHint')}
        error={errorOf('current')}
      />
      <Button type="submit" variant="primary" pending={pending} disabled={!alive} className="self-start">
        {t('start')}
      </Button>
    </form>
  )
}

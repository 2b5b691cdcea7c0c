'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useRef } from 'react'
import { useAct } from '@/app/_actions/use-act'
import { CurrentPassword } from '@/app/_auth/current-password'
import type { ActionError } from '@/app/_errors/action-error'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { TextField } from '@/app/_ui/text-field'
import { useFieldError } from '@/app/_ui/use-field-error'
import type { OwnTwoFactorInput } from '@/lib/staff/two-factor/change-own-two-factor'

/** Password and code once more, before something changes in how one signs in. */
export function ProofForm<Data>({
  email,
  hint,
  label,
  danger = false,
  send,
  done,
  onCancel,
}: {
  email: string
  hint: string
  label: string
  danger?: boolean
  send: (proof: OwnTwoFactorInput) => Promise<{ data?: Data; serverError?: ActionError } | undefined>
  done: (data: Data | undefined) => void
  onCancel: () => void
}) {
  const t = useTranslations('profile.twoFactor')
  const field = useRef<HTMLInputElement>(null)
  const { act, pending, error } = useAct()
  const errorOf = useFieldError(error?.fieldErrors)
  useEffect(() => field.current?.focus(), [])
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const text = (name: string) => String(fields.get(name) ?? '')
    act(() => send({ current: text('current'), code: text('code') }), done)
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4 border-t border-line pt-4">
      <p>{hint}</p>
      {error && Object.keys(error.fieldErrors).length === 0 && <ActionErrorNote error={error} />}
      <CurrentPassword ref={field} email={email} label={t('password')} error={errorOf('current')} />
      <TextField
        label={t('code')}
        hint={t('codeHint')}
        name="code"
        autoComplete="one-time-code"
        maxLength={60}
        required
        error={errorOf('code')}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant={danger ? 'danger' : 'primary'} pending={pending}>
          {label}
        </Button>
        <Button variant="ghost" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  )
}

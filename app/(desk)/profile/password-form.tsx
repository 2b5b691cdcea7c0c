'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef } from 'react'
import { formFailure, useAct } from '@/app/_actions/use-act'
import { CurrentPassword } from '@/app/_auth/current-password'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { TextField } from '@/app/_ui/text-field'
import { toast } from '@/app/_ui/toast'
import { useAlive } from '@/app/_ui/use-alive'
import { useFieldError } from '@/app/_ui/use-field-error'
import { changePasswordAction } from './profile-actions'

/** A new password, for who knows the one before; `twoFactor`: and gives a code. */
export function PasswordForm({ email, twoFactor }: { email: string; twoFactor: boolean }) {
  const t = useTranslations('profile.password')
  const router = useRouter()
  const alive = useAlive()
  const form = useRef<HTMLFormElement>(null)
  const { act, pending, error, setError } = useAct()
  const errorOf = useFieldError(error?.fieldErrors)
  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const text = (name: string) => String(fields.get(name) ?? '')
    if (text('password') !== text('again')) {
      setError(formFailure({ again: 'passwordsDiffer' }))
      return
    }
    act(
      () =>
        changePasswordAction({
          current: text('current'),
          password: text('password'),
          ...(twoFactor && { code: text('code') }),
        }),
      (answer) => {
        form.current?.reset()
        toast(t('done', { ended: answer?.ended ?? 0 }))
        router.refresh()
      },
    )
  }
  return (
    <form ref={form} onSubmit={save} className="flex flex-col gap-4">
      {error && Object.keys(error.fieldErrors).length === 0 && <ActionErrorNote error={error} />}
      <CurrentPassword email={email} label={t('current')} error={errorOf('current')} />
      {twoFactor && (
        <TextField
          label={t('code')}
          name="code"
          autoComplete="one-time-code"
          maxLength={60}
          required
          error={errorOf('code')}
        />
      )}
      <TextField
        label={t('new')}
        hint={t('newHint')}
        name="password"
        type="password"
        autoComplete="new-password"
        maxLength={200}
        required
        error={errorOf('password')}
      />
      <TextField
        label={t('again')}
        name="again"
        type="password"
        autoComplete="new-password"
        maxLength={200}
        required
        error={errorOf('again')}
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" pending={pending} disabled={!alive}>
          {t('submit')}
        </Button>
        <p className="text-sm text-ink-faint">{t('hint')}</p>
      </div>
    </form>
  )
}

'use client'

import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { formFailure, useAct } from '@/app/_actions/use-act'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { TextField } from '@/app/_ui/text-field'
import { useFieldError } from '@/app/_ui/use-field-error'
import { acceptInviteAction } from './invite-actions'
import { InviteIntro } from './invite-intro'
import type { Invited } from './invited'

/** Name and password of whoever has the link. `alone`: there is no other way in, of which this would be the second. */
export function InviteForm({
  invited,
  alone,
  onDone,
}: {
  invited: Invited
  alone: boolean
  onDone: () => void
}) {
  const t = useTranslations('invite')
  const { act, pending, error, setError } = useAct()
  const errorOf = useFieldError(error?.fieldErrors)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const text = (name: string) => String(fields.get(name) ?? '')
    if (text('password') !== text('again')) setError(formFailure({ again: 'passwordsDiffer' }))
    else {
      const { secret } = invited
      act(() => acceptInviteAction({ secret, name: text('name'), password: text('password') }), onDone)
    }
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {alone && <InviteIntro invited={invited}>{t('intro')}</InviteIntro>}
      {error && Object.keys(error.fieldErrors).length === 0 && <ActionErrorNote error={error} />}
      <TextField
        label={t('email')}
        name="email"
        type="email"
        autoComplete="username"
        readOnly
        defaultValue={invited.email}
      />
      <TextField
        label={t('name')}
        hint={t('nameHint')}
        name="name"
        autoComplete="name"
        maxLength={120}
        required
        defaultValue={invited.name}
        error={errorOf('name')}
      />
      <TextField
        label={t('password')}
        hint={t('passwordHint')}
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
      <Button type="submit" variant="primary" pending={pending}>
        {pending ? t('submitting') : t('submit')}
      </Button>
    </form>
  )
}

'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { useAct } from '@/app/_actions/use-act'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { SelectField } from '@/app/_ui/select-field'
import { TextField } from '@/app/_ui/text-field'
import { useFieldError } from '@/app/_ui/use-field-error'
import type { Invite } from '@/lib/staff/invite-secret'
import { AccessFields, accessOf } from './access-fields'
import type { InviteChoices } from './invite-button'
import { LinkDialog } from './link-dialog'
import { inviteStaffAction } from './staff-actions'

/** Who is invited, with what rights; then the link. */
export function InviteDialog({ choices, language, onClose }: InviteChoices & { onClose: () => void }) {
  const t = useTranslations('staffAdmin.invite')
  const common = useTranslations('common')
  const router = useRouter()
  const formId = useId()
  const { act, pending, error } = useAct()
  const errorOf = useFieldError(error?.fieldErrors)
  const [made, setMade] = useState<(Invite & { name: string }) | null>(null)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const name = String(fields.get('name'))
    const person = {
      email: String(fields.get('email')),
      name,
      language: String(fields.get('language')) as 'fr' | 'en',
      ...accessOf(fields),
    }
    act(
      () => inviteStaffAction(person),
      (invite) => {
        if (invite) setMade({ ...invite, name })
        router.refresh()
      },
    )
  }

  if (made) return <LinkDialog invite={made} name={made.name} onClose={onClose} />
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" form={formId} variant="primary" pending={pending}>
            {t('submit')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-4">
        {error && Object.keys(error.fieldErrors).length === 0 && <ActionErrorNote error={error} />}
        <TextField
          data-autofocus
          label={t('email')}
          name="email"
          type="email"
          autoComplete="off"
          maxLength={254}
          error={errorOf('email')}
        />
        <TextField label={t('name')} name="name" autoComplete="off" maxLength={120} error={errorOf('name')} />
        <SelectField
          label={t('language')}
          name="language"
          defaultValue={language}
          options={(['fr', 'en'] as const).map((value) => ({ value, label: common(`languages.${value}`) }))}
          error={errorOf('language')}
        />
        <AccessFields
          now={{ roles: [], groupIds: choices.all ? null : [] }}
          choices={choices}
          errorOf={errorOf}
        />
      </form>
    </Dialog>
  )
}

'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { useAct } from '@/app/_actions/use-act'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { toast } from '@/app/_ui/toast'
import { useAlive } from '@/app/_ui/use-alive'
import { useFieldError } from '@/app/_ui/use-field-error'
import { type Access, AccessFields, accessOf } from '../access-fields'
import type { GroupChoices } from '../group-choices'
import { changeStaffAccessAction } from '../staff-actions'

/** Roles and groups of someone else. */
export function AccessForm({
  staffId,
  now,
  choices,
}: {
  staffId: string
  now: Access
  choices: GroupChoices
}) {
  const t = useTranslations('staffAdmin.person')
  const router = useRouter()
  const alive = useAlive()
  const { act, pending, error } = useAct()
  const errorOf = useFieldError(error?.fieldErrors)
  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const access = accessOf(new FormData(event.currentTarget))
    act(
      () => changeStaffAccessAction({ staffId, ...access }),
      () => {
        toast(t('saved'))
        router.refresh()
      },
    )
  }
  return (
    <form onSubmit={save} className="flex flex-col gap-4">
      {error && Object.keys(error.fieldErrors).length === 0 && <ActionErrorNote error={error} />}
      <AccessFields now={now} choices={choices} errorOf={errorOf} />
      <Button type="submit" variant="primary" pending={pending} disabled={!alive} className="self-start">
        {t('save')}
      </Button>
    </form>
  )
}

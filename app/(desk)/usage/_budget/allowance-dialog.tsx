'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { formFailure, useAct } from '@/app/_actions/use-act'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { SelectField } from '@/app/_ui/select-field'
import { TextField } from '@/app/_ui/text-field'
import { toast } from '@/app/_ui/toast'
import { useFieldError } from '@/app/_ui/use-field-error'
import type { AllowanceChoices } from './allowance-button'
import { setAllowanceAction } from './set-allowance-action'

/** Sets or removes what a group may use a month. */
export function AllowanceDialog({ groups, allowances, onClose }: AllowanceChoices & { onClose: () => void }) {
  const t = useTranslations('usage.budget')
  const common = useTranslations('common')
  const router = useRouter()
  const formId = useId()
  const [groupId, setGroupId] = useState(groups[0]?.id ?? '')
  const [typed, setTyped] = useState<string | null>(null)
  const { act, pending, error, setError } = useAct()
  const errorOf = useFieldError(error?.fieldErrors)
  const current = allowances[groupId]
  const value = typed ?? (current === undefined ? '' : String(current))

  function save(monthlyAllowance: number | null) {
    act<unknown>(
      () => setAllowanceAction({ groupId, monthlyAllowance }),
      () => {
        toast(t(monthlyAllowance === null ? 'removed' : 'saved'))
        router.refresh()
        onClose()
      },
    )
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    const digits = value.replaceAll(/\s/g, '')
    // The server says the same of a number that is too large.
    if (/^\d+$/.test(digits)) save(Number(digits))
    else setError(formFailure({ monthlyAllowance: 'invalid' }))
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('dialogTitle')}
      footer={
        <>
          {current !== undefined && (
            <Button variant="danger" pending={pending} onClick={() => save(null)} className="mr-auto">
              {t('remove')}
            </Button>
          )}
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" form={formId} variant="primary" pending={pending}>
            {common('save')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-4">
        {error && Object.keys(error.fieldErrors).length === 0 && <ActionErrorNote error={error} />}
        <SelectField
          data-autofocus
          label={t('group')}
          value={groupId}
          onChange={({ target }) => {
            setGroupId(target.value)
            setTyped(null)
            setError(null)
          }}
          options={groups.map(({ id, name }) => ({ value: id, label: name }))}
          error={errorOf('groupId')}
        />
        <TextField
          label={t('allowance')}
          hint={t('allowanceHint')}
          inputMode="numeric"
          autoComplete="off"
          value={value}
          onChange={({ target }) => setTyped(target.value)}
          error={errorOf('monthlyAllowance') && t('wrongAllowance')}
        />
      </form>
    </Dialog>
  )
}

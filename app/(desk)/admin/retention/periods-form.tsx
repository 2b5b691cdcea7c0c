'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useAct } from '@/app/_actions/use-act'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { TextField } from '@/app/_ui/text-field'
import { toast } from '@/app/_ui/toast'
import { useAlive } from '@/app/_ui/use-alive'
import { useFieldError } from '@/app/_ui/use-field-error'
import type { PeriodsInput } from '@/lib/retention/change-retention'
import type { RetentionPreview } from '@/lib/retention/preview-retention'
import { ConfirmPeriods } from './confirm-periods'
import { changeRetentionAction, previewPeriodsAction } from './retention-actions'

const FIELDS = ['personalDays', 'evidenceDays', 'evidenceByLawDays'] as const

/** What is no number is sent as one that is refused: the desk then says what is wrong with it. */
const daysOf = (typed: FormDataEntryValue | null) => {
  const text = typeof typed === 'string' ? typed.trim() : ''
  if (text === '') return null
  return /^\d{1,6}$/.test(text) ? Number(text) : 0
}

/** The three periods. Whatever erases earlier than before is first counted and confirmed. */
export function PeriodsForm({
  periods,
  seenAt,
  mayChange,
}: {
  periods: PeriodsInput
  /** When they were decided; null: never. */
  seenAt: number | null
  mayChange: boolean
}) {
  const t = useTranslations('retention')
  const router = useRouter()
  const alive = useAlive()
  const form = useRef<HTMLFormElement>(null)
  const { act, pending, error } = useAct()
  const errorOf = useFieldError(error?.fieldErrors)
  const [asked, setAsked] = useState<{ wanted: PeriodsInput; preview: RetentionPreview } | null>(null)

  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [error])

  function save(wanted: PeriodsInput, confirmed: boolean) {
    act(
      () => changeRetentionAction({ ...wanted, seenAt, confirmed }),
      () => {
        setAsked(null)
        toast(t('form.saved'))
        router.refresh()
      },
    )
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const [personalDays, evidenceDays, evidenceByLawDays] = FIELDS.map((name) => daysOf(fields.get(name)))
    const wanted = {
      personalDays: personalDays ?? null,
      evidenceDays: evidenceDays ?? null,
      evidenceByLawDays: evidenceByLawDays ?? null,
    }
    act(
      () => previewPeriodsAction(wanted),
      (preview) => {
        if (preview?.shortens) setAsked({ wanted, preview })
        else save(wanted, false)
      },
    )
  }

  return (
    <form ref={form} method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
      <p className="max-w-prose text-ink-soft">{t('form.intro')}</p>
      <fieldset disabled={!mayChange} className="flex max-w-md flex-col gap-4">
        <legend className="sr-only">{t('form.title')}</legend>
        {FIELDS.map((name) => (
          <TextField
            key={name}
            name={name}
            label={t(`form.${name}`)}
            hint={t(`form.hint.${name}`)}
            error={errorOf(name)}
            defaultValue={periods[name] ?? ''}
            inputMode="numeric"
            autoComplete="off"
            optional
          />
        ))}
      </fieldset>
      {error && !asked && <ActionErrorNote error={error} />}
      {mayChange ? (
        <Button type="submit" variant="primary" pending={pending} disabled={!alive} className="self-start">
          {t('form.save')}
        </Button>
      ) : (
        <p className="text-sm text-ink-faint">{t('form.wholeDesk')}</p>
      )}
      <ConfirmPeriods
        preview={asked?.preview ?? null}
        pending={pending}
        error={error}
        onClose={() => setAsked(null)}
        onConfirm={() => asked && save(asked.wanted, true)}
      />
    </form>
  )
}

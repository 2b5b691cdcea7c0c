'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useId, useRef } from 'react'
import { useAct } from '@/app/_actions/use-act'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { Note } from '@/app/_ui/note'
import { SelectField } from '@/app/_ui/select-field'
import { TextField } from '@/app/_ui/text-field'
import { Time } from '@/app/_ui/time'
import { useFieldError } from '@/app/_ui/use-field-error'
import type { ErasedOnRequest } from '@/lib/retention/erase-on-request'
import type { FoundToErase } from '@/lib/retention/find-to-erase'
import { eraseAction } from './erasure-actions'

const GROUNDS = ['request', 'mistake'] as const

/** What goes, what the law keeps and until when; done only when the number of files was typed. */
export function ConfirmErasing({
  open,
  files,
  evidenceByLawDays,
  onClose,
  onDone,
}: {
  open: boolean
  files: FoundToErase[]
  evidenceByLawDays: number | null
  onClose: () => void
  onDone: (result: ErasedOnRequest) => void
}) {
  const t = useTranslations('erasure.confirm')
  const ground = useTranslations('erasure.ground')
  const common = useTranslations('common')
  const formId = useId()
  const form = useRef<HTMLFormElement>(null)
  const { act, pending, error, setError } = useAct()
  const errorOf = useFieldError(error?.fieldErrors)

  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [error])

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const typed = String(fields.get('confirmation') ?? '').trim()
    act(
      () =>
        eraseAction({
          enrollmentIds: files.map(({ enrollmentId }) => enrollmentId),
          ground: fields.get('ground') === 'mistake' ? 'mistake' : 'request',
          confirmation: /^\d{1,4}$/.test(typed) ? Number(typed) : null,
        }),
      (result) => result && onDone(result),
    )
  }

  const until = files.flatMap(({ evidenceKeptUntil }) =>
    evidenceKeptUntil === null ? [] : [evidenceKeptUntil],
  )
  return (
    <Dialog
      open={open}
      onClose={() => {
        setError(null)
        onClose()
      }}
      title={t('title', { count: files.length })}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" form={formId} variant="danger" pending={pending}>
            {t('button')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        ref={form}
        method="post"
        noValidate
        onSubmit={submit}
        onInput={() => setError(null)}
        className="flex flex-col gap-4"
      >
        <div>
          <p className="font-medium">{t('goes')}</p>
          <ul className="mt-1 list-disc pl-5">
            {(['person', 'callbacks', 'evidence', 'search'] as const).map((what) => (
              <li key={what}>{t(what === 'evidence' && until.length > 0 ? 'someEvidence' : what)}</li>
            ))}
          </ul>
          <p className="mt-2 text-ink-soft">{t('stays')}</p>
        </div>
        {until.length > 0 && (
          <Note tone="amber" title={t('law.title')}>
            {t.rich('law.explain', {
              count: until.length,
              days: evidenceByLawDays ?? 0,
              at: () => <Time at={Math.max(...until)} precision="day" />,
            })}
          </Note>
        )}
        <SelectField
          name="ground"
          label={t('ground')}
          options={GROUNDS.map((value) => ({ value, label: ground(value) }))}
          data-autofocus
        />
        <TextField
          name="confirmation"
          label={t('confirmation', { count: files.length })}
          error={errorOf('confirmation')}
          inputMode="numeric"
          autoComplete="off"
          required
        />
        {error && !errorOf('confirmation') && <ActionErrorNote error={error} />}
        <p className="font-medium">{t('noWayBack')}</p>
      </form>
    </Dialog>
  )
}

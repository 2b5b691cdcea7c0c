'use client'

import { CircleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useRef, useState, useTransition } from 'react'
import { askAction, type Failure } from '@/app/_actions/ask-action'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import type { RevealReason } from '@/lib/enrollments/reveal-personal'
import type { RevealedPerson } from '@/lib/enrollments/revealed-person'
import { revealPersonalAction } from './reveal-actions'

const REASONS = ['contact', 'check', 'request', 'incident'] as const satisfies RevealReason[]

/** Asks why somebody wants to see what is masked, and shows it to them. */
export function RevealDialog({
  open,
  onClose,
  enrollmentId,
  minutes,
  onRevealed,
}: {
  open: boolean
  onClose: () => void
  enrollmentId: string
  /** For how long it will be shown. */
  minutes: number
  onRevealed: (person: RevealedPerson) => void
}) {
  const t = useTranslations('enrollment.personal')
  const errors = useTranslations('errors.field')
  const id = useId()
  const first = useRef<HTMLInputElement>(null)
  const [reason, setReason] = useState<RevealReason | null>(null)
  const [missing, setMissing] = useState(false)
  const [error, setError] = useState<Failure | null>(null)
  const [pending, startTransition] = useTransition()

  function close() {
    setReason(null)
    setMissing(false)
    setError(null)
    onClose()
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    setMissing(reason === null)
    if (reason === null) return first.current?.focus()
    startTransition(async () => {
      const answer = await askAction(revealPersonalAction({ enrollmentId, reason }))
      setError(answer.error)
      if (answer.error) return
      setReason(null)
      onRevealed(answer.data)
    })
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t('title')}
      footer={
        <>
          <Button onClick={close}>{t('cancel')}</Button>
          <Button type="submit" form={id} variant="primary" pending={pending}>
            {t('confirm')}
          </Button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-3">
        <p>{t('explain', { minutes })}</p>
        <fieldset className="tone-red flex flex-col gap-2">
          <legend className="mb-1 font-medium">{t('why')}</legend>
          {REASONS.map((one, index) => (
            <label
              key={one}
              className="flex min-h-9 items-center gap-2 rounded-md border border-line px-3 py-2 has-checked:border-accent has-checked:bg-accent-fill"
            >
              <input
                ref={index === 0 ? first : undefined}
                data-autofocus={index === 0 ? '' : undefined}
                type="radio"
                name={`${id}-reason`}
                value={one}
                checked={reason === one}
                onChange={() => setReason(one)}
                aria-describedby={missing && reason === null ? `${id}-missing` : undefined}
                className="size-4 shrink-0 accent-accent"
              />
              {t(`reasons.${one}`)}
            </label>
          ))}
          {missing && reason === null && (
            <p id={`${id}-missing`} role="alert" className="flex items-start gap-1 text-sm text-tone-ink">
              <CircleAlert size={14} aria-hidden className="mt-[3px] shrink-0" />
              {errors('chooseReason')}
            </p>
          )}
        </fieldset>
        {error && <ActionErrorNote error={error} />}
      </form>
    </Dialog>
  )
}

'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useRef } from 'react'
import { formFailure, useAct } from '@/app/_actions/use-act'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import type { DeskEnvironment } from '@/app/_ui/environment-badge'
import { ErrorNote } from '@/app/_ui/error-note'
import { LinkButton } from '@/app/_ui/link-button'
import { toast } from '@/app/_ui/toast'
import { useAlive } from '@/app/_ui/use-alive'
import { useFieldError } from '@/app/_ui/use-field-error'
import type { ProcessFields } from '@/lib/processes/process-input'
import type { GroupChoice } from '@/lib/processes/read-process'
import { NotifySection } from './notify-section'
import { DefaultsSection, HowSection, IdentitySection } from './process-sections'
import { readProcessForm } from './read-process-form'
import { changeProcessAction, createProcessAction } from './save-process-action'

export type ProcessFormStart = {
  fields: ProcessFields
  groups: GroupChoice[]
  /** Its UUID cannot change any more. */
  used: boolean
  deskEnvironment: DeskEnvironment
  settingWords: string
}

const LIST = '/admin/processes'

/** Adds or changes a process. The fields belong to the browser: whatever fails, what was typed stays. */
export function ProcessForm({
  start,
  change,
}: {
  start: ProcessFormStart
  /** Which one is changed, as the page showed it; without it one is added. */
  change?: { processId: string; revision: string }
}) {
  const t = useTranslations('processes.form')
  const common = useTranslations('common')
  const router = useRouter()
  const alive = useAlive()
  const form = useRef<HTMLFormElement>(null)
  const note = useRef<HTMLDivElement>(null)
  const { act, pending, error: failure, setError: setFailure } = useAct()
  const errorOf = useFieldError(failure?.fieldErrors)
  const wrong = Object.keys(failure?.fieldErrors ?? {}).length
  const sent = useRef(false)

  // After an answer, the first field to correct has the focus, or else the sentence that says what happened.
  useEffect(() => {
    if (!failure || !sent.current) return
    sent.current = false
    const first = form.current?.querySelector<HTMLElement>('[aria-invalid=true]')
    if (first) first.focus()
    else note.current?.focus()
  }, [failure])

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const { fields, noneTicked } = readProcessForm(event.currentTarget)
    sent.current = true
    if (noneTicked) {
      setFailure(formFailure({ notifyOn: 'notifyOnNone' }))
      return
    }
    act<unknown>(
      () => (change ? changeProcessAction({ ...change, fields }) : createProcessAction(fields)),
      () => {
        toast(t(change ? 'saved' : 'added', { name: fields.name }))
        router.push(LIST)
      },
    )
  }

  /** What is being corrected is no longer called wrong. */
  function forget(event: FormEvent<HTMLFormElement>) {
    const { name } = event.target as HTMLInputElement
    const field = name === 'notifyMode' ? 'notifyOn' : name
    if (!failure?.fieldErrors[field]) return
    const { [field]: _, ...fieldErrors } = failure.fieldErrors
    setFailure(Object.keys(fieldErrors).length > 0 ? { ...failure, fieldErrors } : null)
  }

  return (
    <form
      ref={form}
      method="post"
      noValidate
      onSubmit={submit}
      onInput={forget}
      className="flex flex-col gap-4"
    >
      {failure && (
        <div ref={note} tabIndex={-1} className="scroll-mt-20">
          {wrong > 0 ? (
            <ErrorNote>{t('wrong', { count: wrong })}</ErrorNote>
          ) : (
            <ActionErrorNote error={failure} />
          )}
        </div>
      )}
      <IdentitySection start={start} errorOf={errorOf} />
      <HowSection start={start} errorOf={errorOf} />
      <DefaultsSection start={start} errorOf={errorOf} />
      <NotifySection
        notifyOn={start.fields.notifyOn}
        settingWords={start.settingWords}
        error={errorOf('notifyOn')}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" pending={pending} disabled={!alive}>
          {pending ? t('saving') : change ? common('save') : t('add')}
        </Button>
        <LinkButton href={LIST}>{common('cancel')}</LinkButton>
      </div>
    </form>
  )
}

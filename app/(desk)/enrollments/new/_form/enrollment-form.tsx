'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Button } from '@/app/_ui/button'
import { useFieldError } from '@/app/_ui/use-field-error'
import type { CreatedEnrollment } from '@/lib/enrollments/create-enrollment'
import { AddressSection } from './address-section'
import { ErrorSummary } from './error-summary'
import type { FormChoices, FormStart } from './form-choices'
import { FormSection } from './form-section'
import { FormTextField } from './form-text-field'
import { type FormValues, readForm } from './read-form'
import { useLiveCheck } from './use-live-check'
import { useSubmission } from './use-submission'
import { WhatSection } from './what-section'

const never = () => () => {}

/**
 * The form. Its fields belong to the browser, not to React: what is typed before the page is alive, and whatever fails
 * after, stays where it is.
 */
export function EnrollmentForm({
  choices,
  start,
  takeFocus,
  onSend,
  onCreated,
}: {
  choices: FormChoices
  start: FormStart
  takeFocus: boolean
  onSend: () => void
  onCreated: (created: CreatedEnrollment, values: FormValues) => void
}) {
  const t = useTranslations('newEnrollment')
  const form = useRef<HTMLFormElement>(null)
  const alive = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const [processId, setProcessId] = useState(start.processId)
  const process = choices.processes.find(({ id }) => id === processId)
  const [chosenLanguage, setLanguage] = useState(start.language)
  const language = chosenLanguage ?? process?.defaultLanguage ?? 'fr'
  const { errors, setErrors, warning, onBlur, onInput } = useLiveCheck()
  const errorOf = useFieldError(errors as Record<string, string>)
  const { submit, pending, failed } = useSubmission(onCreated)

  useEffect(() => {
    if (takeFocus) form.current?.querySelector<HTMLElement>('select, input')?.focus()
  }, [takeFocus])

  function chooseProcess(id: string) {
    setProcessId(id)
    const group = form.current?.elements.namedItem('groupId')
    const preset = choices.processes.find((choice) => choice.id === id)?.defaultGroupId
    if (preset && start.groupId === null && group instanceof HTMLSelectElement && group.value === '') {
      group.value = preset
    }
  }

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    onSend()
    const why = await submit(readForm(event.currentTarget))
    if (why) setErrors(why.fieldErrors)
  }

  return (
    // post: sent by a browser in which the page never came alive, nothing typed may end up in an address.
    <form
      ref={form}
      method="post"
      noValidate
      autoComplete="off"
      onSubmit={send}
      onBlur={onBlur}
      onInput={onInput}
      className="flex flex-col gap-4"
    >
      {failed && <ErrorSummary failure={failed} errors={errors} />}
      <WhatSection
        choices={choices}
        groupId={start.groupId}
        processId={processId}
        onProcess={chooseProcess}
        language={language}
        onLanguage={setLanguage}
        errorOf={errorOf}
        warning={warning}
      />
      <FormSection legend={t('groups.whom')}>
        <FormTextField name="lastName" autoCapitalize="words" error={errorOf('lastName')} />
        <FormTextField name="firstName" autoCapitalize="words" error={errorOf('firstName')} />
      </FormSection>
      <FormSection legend={t('groups.contact')}>
        <FormTextField name="email" type="email" inputMode="email" error={errorOf('email')} />
        <FormTextField
          name="phone"
          type="tel"
          inputMode="tel"
          hint={t('phoneHint')}
          error={errorOf('phone')}
        />
        {process?.makesIdclaim && (
          <FormTextField
            name="idclaimPhone"
            type="tel"
            inputMode="tel"
            required
            hint={t('idclaimPhoneHint')}
            error={errorOf('idclaimPhone')}
          />
        )}
      </FormSection>
      <AddressSection countries={choices.countries} errors={errors} errorOf={errorOf} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" variant="primary" pending={pending} disabled={!alive}>
          {pending ? t('submitting') : t(process?.byLink === false ? 'submitWithoutLink' : 'submit')}
        </Button>
        <p className="text-sm text-ink-faint">{t('findable')}</p>
      </div>
    </form>
  )
}

'use client'

import { useTranslations } from 'next-intl'
import { type RefObject, useEffect, useRef } from 'react'
import { ErrorNote } from '@/app/_ui/error-note'
import { useFieldError } from '@/app/_ui/use-field-error'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'
import { FIELDS_IN_ORDER, type FormField, fieldId } from './read-form'
import type { FieldErrors } from './use-live-check'
import type { SubmissionFailure } from './use-submission'

/** Why the form was not accepted, with a way to each field; the focus comes here. What was corrected leaves the list. */
export function ErrorSummary({ failure, errors }: { failure: SubmissionFailure; errors: FieldErrors }) {
  const t = useTranslations('newEnrollment')
  const words = useTranslations('errors')
  const errorOf = useFieldError(errors as Record<string, string>)
  const note = useFocusOn(failure)
  const wrong = FIELDS_IN_ORDER.filter((field) => errors[field])
  const named = Object.keys(failure.fieldErrors).length > 0
  // All of them corrected since: nothing to say until the form is sent again.
  if (failure.code === 'INVALID' && named && wrong.length === 0) return null
  const { key, values } = failure.message
  return (
    <div ref={note} tabIndex={-1} className="scroll-mt-20">
      <ErrorNote
        title={
          failure.code === 'INVALID' && named
            ? t('errors.title', { count: wrong.length })
            : t('errors.failed')
        }
      >
        {!(failure.code === 'INVALID' && named) && (
          <p>
            {dynamicMessage(words, key, values) ?? words('brokenAction')} {t('errors.kept')}
          </p>
        )}
        {failure.code === 'SIGNED_OUT' && (
          <a href="/sign-in" target="_blank" rel="noreferrer" className="underline">
            {t('errors.signIn')}
          </a>
        )}
        <ul className="list-disc pl-5">
          {wrong.map((field) => (
            <li key={field}>
              <a href={`#${fieldId(field)}`} onClick={(event) => goTo(field, event)} className="underline">
                {t('errors.line', { field: t(`field.${field}`), error: errorOf(field) ?? '' })}
              </a>
            </li>
          ))}
        </ul>
      </ErrorNote>
    </div>
  )
}

function goTo(field: FormField, event: { preventDefault(): void }) {
  const control = document.getElementById(fieldId(field))
  if (!control) return
  event.preventDefault()
  const folded = control.closest('details')
  if (folded) folded.open = true
  control.focus()
}

/** Every failure is told anew, even when it is the same one. */
function useFocusOn(failure: SubmissionFailure): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the failure is what the focus answers.
  useEffect(() => ref.current?.focus(), [failure])
  return ref
}

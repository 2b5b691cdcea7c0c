'use client'

import { type FocusEvent, type FormEvent, useRef, useState } from 'react'
import type { CheckedField } from '@/lib/enrollments/check-enrollment-field'
import { checkFieldAction } from './check-field-action'
import type { FormField } from './read-form'

export type FieldErrors = Partial<Record<string, string>>

/** Text fields: what is chosen from a list needs no check while the form is filled. */
const CHECKED = new Set<string>([
  'clientReference',
  'lastName',
  'firstName',
  'email',
  'phone',
  'idclaimPhone',
  'addressLine1',
  'addressLine2',
  'addressLine3',
  'zipCode',
  'city',
] satisfies FormField[])

/** One of these is needed; filling any of them answers the complaint. */
const FINDABLE = new Set<string>(['clientReference', 'lastName', 'firstName', 'email'] satisfies FormField[])

/**
 * The errors beside the fields: set when a field is left, cleared when it is changed. What the check made of a value
 * (a phone number in E.164) takes its place, unless the person has typed on.
 */
export function useLiveCheck() {
  const [errors, setErrors] = useState<FieldErrors>({})
  const [warning, setWarning] = useState<CheckedField['warning']>(null)
  const seen = useRef(new Map<string, string>())

  function setError(field: string, error: string | null) {
    setErrors(({ [field]: _, ...others }) => (error === null ? others : { ...others, [field]: error }))
  }

  async function check(control: HTMLInputElement) {
    const { name, value } = control
    if (!CHECKED.has(name) || value === (seen.current.get(name) ?? '')) return
    seen.current.set(name, value)
    if (value.trim() === '') return
    const country = control.form?.elements.namedItem('country')
    const answer = await checkFieldAction({
      field: name as FormField,
      value,
      country: country instanceof HTMLSelectElement ? country.value : null,
    }).catch(() => null)
    // No answer: the whole form is checked when it is sent.
    if (!answer?.data || control.value !== value) return
    const { error, value: kept, warning: found } = answer.data
    setError(name, error)
    if (name === 'clientReference') setWarning(found)
    if (error === null && kept !== null && kept !== value) {
      control.value = kept
      seen.current.set(name, kept)
    }
  }

  return {
    errors,
    setErrors,
    warning,
    onBlur(event: FocusEvent<HTMLFormElement>) {
      // Leaving for the button: the whole form is about to be checked, and an error appearing now would move the button.
      if (event.relatedTarget instanceof HTMLButtonElement && event.relatedTarget.type === 'submit') return
      if (event.target instanceof HTMLInputElement) void check(event.target)
    },
    onInput(event: FormEvent<HTMLFormElement>) {
      const { target } = event
      if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return
      const { name } = target
      if (name === 'clientReference') setWarning(null)
      if (name in errors) setError(name, null)
      if (FINDABLE.has(name) && errors.clientReference === 'oneOf') setError('clientReference', null)
    },
  }
}

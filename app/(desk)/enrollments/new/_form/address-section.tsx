'use client'

import { ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { SelectField, type SelectOption } from '@/app/_ui/select-field'
import { FormTextField } from './form-text-field'
import { ADDRESS_FIELDS, fieldId } from './read-form'
import type { FieldErrors } from './use-live-check'

/** The address: folded until somebody needs it, or until something in it is wrong. */
export function AddressSection({
  countries,
  errors,
  errorOf,
}: {
  countries: SelectOption[]
  errors: FieldErrors
  errorOf: (field: string) => string | undefined
}) {
  const t = useTranslations('newEnrollment')
  const details = useRef<HTMLDetailsElement>(null)
  const wrong = ADDRESS_FIELDS.some((field) => errors[field])
  useEffect(() => {
    if (wrong && details.current) details.current.open = true
  }, [wrong])
  return (
    <details ref={details} className="group rounded-lg border border-line bg-surface">
      <summary className="flex min-h-12 list-none items-center gap-2 px-4 [&::-webkit-details-marker]:hidden">
        <ChevronRight size={16} aria-hidden className="text-ink-faint group-open:rotate-90" />
        <span className="font-semibold">{t('groups.address')}</span>
        <span className="text-sm text-ink-faint">{t('addressHint')}</span>
      </summary>
      <fieldset className="min-w-0 px-4 pb-4">
        <legend className="sr-only">{t('groups.address')}</legend>
        <div className="grid gap-4">
          <FormTextField name="addressLine1" error={errorOf('addressLine1')} />
          <FormTextField name="addressLine2" error={errorOf('addressLine2')} />
          <FormTextField name="addressLine3" error={errorOf('addressLine3')} />
          <div className="grid gap-4 sm:grid-cols-[10rem_1fr]">
            <FormTextField name="zipCode" error={errorOf('zipCode')} />
            <FormTextField name="city" error={errorOf('city')} />
          </div>
          <SelectField
            id={fieldId('country')}
            name="country"
            label={t('field.country')}
            error={errorOf('country')}
            placeholder={t('noCountry')}
            options={countries}
            autoComplete="off"
          />
        </div>
      </fieldset>
    </details>
  )
}

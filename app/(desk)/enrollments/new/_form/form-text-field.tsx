'use client'

import { useTranslations } from 'next-intl'
import type { ComponentProps, ReactNode } from 'react'
import { TextField } from '@/app/_ui/text-field'
import { type FormField, fieldId } from './read-form'

/** A line of the form. The browser neither fills it nor keeps it: it is about somebody else. */
export function FormTextField({
  name,
  ...rest
}: Omit<ComponentProps<typeof TextField>, 'label' | 'id' | 'name'> & { name: FormField; hint?: ReactNode }) {
  const t = useTranslations('newEnrollment.field')
  return (
    <TextField
      autoComplete="off"
      autoCorrect="off"
      spellCheck={false}
      data-1p-ignore
      data-lpignore="true"
      {...rest}
      id={fieldId(name)}
      name={name}
      label={t(name)}
    />
  )
}

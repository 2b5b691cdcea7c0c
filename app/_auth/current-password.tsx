'use client'

import type { Ref } from 'react'
import { TextField } from '@/app/_ui/text-field'

/** The field `current`: the password that somebody who is signed in types once more. */
export function CurrentPassword({
  email,
  label,
  hint,
  error,
  ref,
}: {
  email: string
  label: string
  hint?: string
  error: string | undefined
  ref?: Ref<HTMLInputElement>
}) {
  return (
    <>
      {/* Password managers learn from it whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <TextField
        ref={ref}
        label={label}
        hint={hint}
        name="current"
        type="password"
        autoComplete="current-password"
        maxLength={200}
        required
        error={error}
      />
    </>
  )
}

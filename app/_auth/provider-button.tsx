'use client'

import { useTranslations } from 'next-intl'
import { useActionState } from 'react'
import { Button } from '@/app/_ui/button'
import { ErrorNote } from '@/app/_ui/error-note'
import { goToProvider, type StartError } from './go-to-provider'

/**
 * The way over the company's identity provider, and what went wrong on it. `namespace`: whose words it speaks; `error`:
 * what the last way ended with.
 */
export function ProviderButton({
  namespace,
  name,
  from = '/',
  invite,
  error = null,
  primary,
}: {
  namespace: 'signIn' | 'invite'
  name: string
  from?: string
  invite?: string
  error?: StartError | null
  primary: boolean
}) {
  const t = useTranslations(namespace)
  const errors = useTranslations('errors')
  const [failure, start, pending] = useActionState(() => goToProvider({ from, invite }), error)
  return (
    <form action={start} className="flex flex-col gap-4">
      {failure && !pending && <ErrorNote>{errors(failure)}</ErrorNote>}
      <Button type="submit" variant={primary ? 'primary' : undefined} pending={pending}>
        <span className="truncate">{t(pending ? 'providerStarting' : 'provider', { name })}</span>
      </Button>
    </form>
  )
}

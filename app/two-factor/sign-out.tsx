'use client'

import { useTranslations } from 'next-intl'
import { useSignOut } from '@/app/_auth/use-sign-out'
import { Button } from '@/app/_ui/button'

/** The way out for who does not set anything up now. */
export function SignOut() {
  const t = useTranslations('twoFactor')
  const errors = useTranslations('errors')
  const { signOut, pending, failed } = useSignOut()
  return (
    <>
      <Button variant="ghost" size="sm" pending={pending} onClick={signOut}>
        {t('signOut')}
      </Button>
      {failed && (
        <p role="alert" className="tone-red w-full text-center text-sm text-tone-ink">
          {errors('offline')}
        </p>
      )}
    </>
  )
}

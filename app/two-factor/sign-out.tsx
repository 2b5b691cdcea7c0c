'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { postToNextAuth } from '@/app/_auth/next-auth-client'
import { Button } from '@/app/_ui/button'

/** The way out for who does not set anything up now. */
export function SignOut() {
  const t = useTranslations('twoFactor')
  const errors = useTranslations('errors')
  const [failed, setFailed] = useState(false)
  const [pending, start] = useTransition()
  const signOut = () =>
    start(async () => {
      if (await postToNextAuth('signout')) setFailed(true)
      else window.location.assign('/sign-in')
    })
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

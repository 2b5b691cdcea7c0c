'use client'

import { LogOut } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { postToNextAuth } from '@/app/_auth/next-auth-client'
import { buttonClasses } from '@/app/_ui/button-classes'

/** Ends the session and leaves with a whole new page, so that nothing of it stays in the browser's memory. */
export function SignOutButton() {
  const t = useTranslations('frame.person')
  const [failed, setFailed] = useState(false)
  const [pending, start] = useTransition()
  const signOut = () =>
    start(async () => {
      if (await postToNextAuth('signout')) setFailed(true)
      else window.location.assign('/sign-in')
    })
  return (
    <>
      <button
        type="button"
        onClick={signOut}
        disabled={pending}
        aria-label={t('signOut')}
        title={t('signOut')}
        className={buttonClasses({ variant: 'ghost', size: 'icon' })}
      >
        <LogOut size={16} aria-hidden />
      </button>
      {failed && (
        <p role="alert" className="tone-red w-full px-2 text-sm text-tone-ink">
          {t('signOutFailed')}
        </p>
      )}
    </>
  )
}

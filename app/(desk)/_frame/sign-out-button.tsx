'use client'

import { LogOut } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useSignOut } from '@/app/_auth/use-sign-out'
import { buttonClasses } from '@/app/_ui/button-classes'

/** The way out, at the foot of the navigation. */
export function SignOutButton() {
  const t = useTranslations('frame.person')
  const { signOut, pending, failed } = useSignOut()
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

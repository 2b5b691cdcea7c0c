'use client'

import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useState } from 'react'
import { useAct } from '@/app/_actions/use-act'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { LinkButton } from '@/app/_ui/link-button'
import { Note } from '@/app/_ui/note'
import { readInviteAction } from './invite-actions'
import { InviteByProvider } from './invite-by-provider'
import { InviteForm } from './invite-form'
import type { Invited } from './invited'

const secretInAddress = () => window.location.hash.slice(1)

/**
 * Asks whose link this is, then offers the ways in, then says how to go on. `provider`: what the identity provider is
 * called, null when there is none; `byPassword`: whether passwords open anything here.
 */
export function InvitePanel({ provider, byPassword }: { provider: string | null; byPassword: boolean }) {
  const t = useTranslations('invite')
  const { act, error } = useAct()
  const [invited, setInvited] = useState<Invited | null>(null)
  const [done, setDone] = useState(false)
  const check = useCallback(() => {
    const secret = secretInAddress()
    act(
      () => readInviteAction({ secret }),
      (found) => setInvited(found ? { ...found, secret } : null),
    )
  }, [act])
  // The part of the address after the # is known to the browser alone: only it can ask.
  useEffect(() => {
    check()
    window.addEventListener('hashchange', check)
    return () => window.removeEventListener('hashchange', check)
  }, [check])

  if (done && invited) {
    return (
      <div className="flex flex-col gap-4" role="status">
        <Note tone="green" title={t('doneTitle')}>
          {t('done', { email: invited.email })}
        </Note>
        <LinkButton href="/sign-in" variant="primary" className="self-start">
          {t('signIn')}
        </LinkButton>
      </div>
    )
  }
  if (error) {
    return (
      <div className="flex flex-col gap-4">
        <ActionErrorNote error={error} />
        {error.code !== 'INVALID' && (
          <Button onClick={check} className="self-start">
            {t('tryAgain')}
          </Button>
        )}
      </div>
    )
  }
  if (!invited) {
    return (
      <p role="status" className="text-ink-soft">
        {t('checking')}
      </p>
    )
  }
  return (
    <div className="flex flex-col gap-5" key={invited.secret}>
      {provider !== null && (
        <InviteByProvider invited={invited} provider={provider} byPassword={byPassword} />
      )}
      {byPassword && <InviteForm invited={invited} alone={provider === null} onDone={() => setDone(true)} />}
    </div>
  )
}

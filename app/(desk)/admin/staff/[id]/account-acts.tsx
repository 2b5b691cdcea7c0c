'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { toast } from '@/app/_ui/toast'
import type { Invite } from '@/lib/staff/invite-secret'
import { LinkDialog } from '../link-dialog'
import {
  disableStaffAction,
  enableStaffAction,
  inviteAgainAction,
  resetTwoFactorAction,
  unlinkIdentityAction,
} from '../staff-actions'
import { ConfirmAct } from './confirm-act'

type Act = 'link' | 'unlink' | 'factor' | 'disable' | 'enable'

/** What lets a person in or shuts them out, each with what it means. */
export function AccountActs({
  staffId,
  name,
  disabled,
  hasPassword,
  linked,
  hasTwoFactor,
}: {
  staffId: string
  name: string
  disabled: boolean
  hasPassword: boolean
  linked: boolean
  hasTwoFactor: boolean
}) {
  const t = useTranslations('staffAdmin.person')
  const router = useRouter()
  const [asked, setAsked] = useState<Act | null>(null)
  const [made, setMade] = useState<Invite | null>(null)
  const close = () => setAsked(null)
  function done(words: string) {
    close()
    toast(words)
    router.refresh()
  }
  const line = (hint: string, label: string, act: Act) => (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3 first:pt-0 last:pb-0">
      <p className="min-w-0 flex-1 basis-64 text-ink-soft">{hint}</p>
      <Button
        variant={act === 'disable' ? 'danger' : 'secondary'}
        aria-haspopup="dialog"
        onClick={() => setAsked(act)}
      >
        {label}
      </Button>
    </li>
  )
  return (
    <>
      <ul className="flex flex-col divide-y divide-line">
        {disabled ? (
          line(t('enableHint'), t('enable'), 'enable')
        ) : (
          <>
            {line(t(hasPassword ? 'resetHint' : 'newLinkHint'), t(hasPassword ? 'reset' : 'newLink'), 'link')}
            {linked && line(t('unlinkHint'), t('unlink'), 'unlink')}
            {hasTwoFactor && line(t('resetFactorHint'), t('resetFactor'), 'factor')}
            {line(t('disableHint'), t('disable'), 'disable')}
          </>
        )}
      </ul>
      {asked === 'link' && (
        <ConfirmAct
          title={t(hasPassword ? 'confirmReset' : 'confirmLink', { name })}
          label={t(hasPassword ? 'reset' : 'newLink')}
          send={() => inviteAgainAction({ staffId })}
          done={(invite) => {
            close()
            if (invite) setMade(invite)
            router.refresh()
          }}
          onClose={close}
        >
          {t(hasPassword ? 'resetHint' : 'newLinkHint')}
        </ConfirmAct>
      )}
      {asked === 'unlink' && (
        <ConfirmAct
          danger
          title={t('confirmUnlink', { name })}
          label={t('unlink')}
          send={() => unlinkIdentityAction({ staffId })}
          done={() => done(t('unlinked', { name }))}
          onClose={close}
        >
          {t('unlinkHint')}
        </ConfirmAct>
      )}
      {asked === 'factor' && (
        <ConfirmAct
          danger
          title={t('confirmResetFactor', { name })}
          label={t('resetFactor')}
          send={() => resetTwoFactorAction({ staffId })}
          done={() => done(t('factorReset', { name }))}
          onClose={close}
        >
          {t('resetFactorHint')}
        </ConfirmAct>
      )}
      {asked === 'disable' && (
        <ConfirmAct
          danger
          title={t('confirmDisable', { name })}
          label={t('disable')}
          send={() => disableStaffAction({ staffId })}
          done={() => done(t('disabled', { name }))}
          onClose={close}
        >
          {t('disableHint')}
        </ConfirmAct>
      )}
      {asked === 'enable' && (
        <ConfirmAct
          title={t('enable')}
          label={t('enable')}
          send={() => enableStaffAction({ staffId })}
          done={() => done(t('enabled', { name }))}
          onClose={close}
        >
          {t('enableHint')}
        </ConfirmAct>
      )}
      {made && <LinkDialog invite={made} name={name} onClose={() => setMade(null)} />}
    </>
  )
}

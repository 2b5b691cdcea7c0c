'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { PendingTwoFactor } from '@/lib/staff/two-factor/set-up-two-factor'
import { PasswordStep } from './password-step'

// Loaded at the click that needs them: the QR code brings a library.
const ScanStep = dynamic(() => import('./scan-step').then((module) => module.ScanStep))
const RecoveryCodes = dynamic(() => import('./recovery-codes').then((module) => module.RecoveryCodes))

type Confirmed = { codes: string[]; ended: number }

/** Password, QR code and first code, recovery codes: the three steps to a second factor. */
export function SetUp({ email, onDone }: { email: string; onDone: () => void }) {
  const t = useTranslations('twoFactor')
  const [pending, setPending] = useState<PendingTwoFactor | null>(null)
  const [confirmed, setConfirmed] = useState<Confirmed | null>(null)
  if (confirmed) {
    return (
      <RecoveryCodes email={email} codes={confirmed.codes} onKept={onDone}>
        {t('on')} {confirmed.ended > 0 && t('ended', { ended: confirmed.ended })}
      </RecoveryCodes>
    )
  }
  if (pending)
    return <ScanStep pending={pending} onConfirmed={setConfirmed} onRestart={() => setPending(null)} />
  return <PasswordStep email={email} onStarted={setPending} />
}

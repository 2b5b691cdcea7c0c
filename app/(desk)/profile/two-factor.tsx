'use client'

import { CircleCheck } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Badge } from '@/app/_ui/badge'
import { Button } from '@/app/_ui/button'
import { Note } from '@/app/_ui/note'
import { Time } from '@/app/_ui/time'
import { toast } from '@/app/_ui/toast'
import type { OwnTwoFactor } from '@/lib/staff/two-factor/read-own-two-factor'
import { removeTwoFactorAction, renewRecoveryCodesAction } from './profile-actions'
import { ProofForm } from './proof-form'

// Loaded at the click that needs them.
const SetUp = dynamic(() => import('@/app/two-factor/_set-up/set-up').then((module) => module.SetUp))
const RecoveryCodes = dynamic(() =>
  import('@/app/two-factor/_set-up/recovery-codes').then((module) => module.RecoveryCodes),
)

const FEW_CODES = 3

/** One's own second factor: set up, new recovery codes, removed. */
export function TwoFactor({ email, now }: { email: string; now: OwnTwoFactor }) {
  const t = useTranslations('profile.twoFactor')
  const router = useRouter()
  const [open, setOpen] = useState<'setUp' | 'renew' | 'remove' | null>(null)
  const [codes, setCodes] = useState<string[] | null>(null)
  const close = () => setOpen(null)
  function done(words?: string) {
    setOpen(null)
    setCodes(null)
    if (words) toast(words)
    router.refresh()
  }
  if (codes) {
    return (
      <RecoveryCodes email={email} codes={codes} onKept={() => done()}>
        {t('renewed')}
      </RecoveryCodes>
    )
  }
  // It stays until the codes are kept, though the factor is on by then.
  if (open === 'setUp') {
    return (
      <div className="flex flex-col gap-4">
        <SetUp email={email} onDone={() => done()} />
        <Button variant="ghost" onClick={() => done()} className="self-start [[data-shown-once]~&]:hidden">
          {t('cancel')}
        </Button>
      </div>
    )
  }
  if (now.since === null) {
    if (!now.hasPassword) return <p className="text-ink-soft">{t('noPassword')}</p>
    return (
      <div className="flex flex-col items-start gap-3">
        <p className="text-ink-soft">{now.needed ? t('offNeeded') : t('off')}</p>
        <Button onClick={() => setOpen('setUp')}>{t('setUp')}</Button>
      </div>
    )
  }
  const left = t('codesLeft', { left: now.codesLeft })
  return (
    <div className="flex flex-col gap-3">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone="green" icon={<CircleCheck size={12} aria-hidden />}>
          {t('badge')}
        </Badge>
        <span className="text-sm text-ink-faint">
          {t('since')} <Time at={now.since} />
        </span>
      </p>
      {now.codesLeft <= FEW_CODES ? <Note tone="amber">{left}</Note> : <p>{left}</p>}
      {now.needed && <p className="text-sm text-ink-faint">{t('needed')}</p>}
      {open === null && (
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setOpen('renew')}>{t('renew')}</Button>
          {!now.needed && (
            <Button variant="danger" onClick={() => setOpen('remove')}>
              {t('remove')}
            </Button>
          )}
        </div>
      )}
      {open === 'renew' && (
        <ProofForm
          email={email}
          hint={t('renewHint')}
          label={t('renew')}
          send={(proof) => renewRecoveryCodesAction(proof)}
          done={(renewed) => (renewed ? setCodes(renewed.codes) : done())}
          onCancel={close}
        />
      )}
      {open === 'remove' && (
        <ProofForm
          danger
          email={email}
          hint={t('removeHint')}
          label={t('remove')}
          send={(proof) => removeTwoFactorAction(proof)}
          done={(answer) => done(t('removed', { ended: answer?.ended ?? 0 }))}
          onCancel={close}
        />
      )}
    </div>
  )
}

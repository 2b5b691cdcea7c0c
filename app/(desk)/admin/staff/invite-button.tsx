'use client'

import { UserPlus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import type { GroupChoices } from './group-choices'

const InviteDialog = dynamic(() => import('./invite-dialog').then((module) => module.InviteDialog), {
  ssr: false,
})

export type InviteChoices = {
  choices: GroupChoices
  /** The one first offered. */
  language: 'fr' | 'en'
}

export function InviteButton(props: InviteChoices) {
  const t = useTranslations('staffAdmin.invite')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="primary"
        aria-haspopup="dialog"
        icon={<UserPlus size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('open')}
      </Button>
      {open && <InviteDialog {...props} onClose={() => setOpen(false)} />}
    </>
  )
}

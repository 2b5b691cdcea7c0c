'use client'

import { Gauge } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import type { Named } from '@/lib/usage/usage-view'

const AllowanceDialog = dynamic(() => import('./allowance-dialog').then((module) => module.AllowanceDialog), {
  ssr: false,
})

export type AllowanceChoices = {
  groups: Named[]
  /** By group id, of those that have one. */
  allowances: Record<string, number>
}

export function AllowanceButton(choices: AllowanceChoices) {
  const t = useTranslations('usage.budget')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        size="sm"
        aria-haspopup="dialog"
        icon={<Gauge size={14} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('change')}
      </Button>
      {open && <AllowanceDialog {...choices} onClose={() => setOpen(false)} />}
    </>
  )
}

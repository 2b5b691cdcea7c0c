'use client'

import { Link2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'

/** Opens the panel with the person's link (given as children: the page makes it). */
export function ShareLink({ children }: { children: ReactNode }) {
  const t = useTranslations('enrollment.actions')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="primary" icon={<Link2 size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {t('share')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('shareTitle')}>
        {children}
      </Dialog>
    </>
  )
}

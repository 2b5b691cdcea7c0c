'use client'

import { Menu } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { IconButton } from '@/app/_ui/icon-button'
import { SideSheet } from '@/app/_ui/side-sheet'

/** The rail on a phone: a button in the top bar, a sheet from the left that closes once a page is chosen. */
export function Drawer({ children }: { children: ReactNode }) {
  const t = useTranslations('frame')
  const pathname = usePathname()
  // Open on one page only: going to another closes it, without an effect.
  const [openOn, setOpenOn] = useState<string | null>(null)
  return (
    <div className="md:hidden">
      <IconButton label={t('openNavigation')} onClick={() => setOpenOn(pathname)}>
        <Menu size={18} aria-hidden />
      </IconButton>
      <SideSheet
        side="left"
        title={t('navigation')}
        open={openOn === pathname}
        onClose={() => setOpenOn(null)}
      >
        {children}
      </SideSheet>
    </div>
  )
}

'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { IconButton } from './icon-button'

/** The title of a dialog or a side sheet (which it labels, by `titleId`), and the way out. */
export function ModalHeader({
  titleId,
  title,
  onClose,
  oneLine = false,
}: {
  titleId: string
  title: ReactNode
  onClose: () => void
  /** Cut a long title at the end of its line instead of wrapping it. */
  oneLine?: boolean
}) {
  const t = useTranslations('common')
  return (
    <header className="flex items-center justify-between gap-4 border-b border-line py-2 pr-2 pl-4">
      <h2 id={titleId} className={classNames('font-semibold', oneLine && 'min-w-0 truncate')}>
        {title}
      </h2>
      <IconButton label={t('close')} onClick={onClose}>
        <X size={16} aria-hidden />
      </IconButton>
    </header>
  )
}

'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useId } from 'react'
import { classNames } from './class-names'
import { IconButton } from './icon-button'
import { useModal } from './use-modal'

export type DialogProps = {
  open: boolean
  onClose: () => void
  title: ReactNode
  children: ReactNode
  footer?: ReactNode
  className?: string
}

/** A question or a short form in the middle of the screen. */
export function Dialog({ open, onClose, title, children, footer, className }: DialogProps) {
  const t = useTranslations('common')
  const titleId = useId()
  const modal = useModal(open, onClose)
  return (
    <dialog
      {...modal}
      aria-labelledby={titleId}
      className={classNames(
        'm-auto w-[min(32rem,calc(100vw-2rem))] rounded-lg border border-line bg-surface p-0 text-ink shadow-xl',
        'open:animate-fade',
        className,
      )}
    >
      {open && (
        <div className="flex max-h-[85vh] flex-col">
          <header className="flex items-center justify-between gap-4 border-b border-line py-2 pr-2 pl-4">
            <h2 id={titleId} className="font-semibold">
              {title}
            </h2>
            <IconButton label={t('close')} onClick={onClose}>
              <X size={16} aria-hidden />
            </IconButton>
          </header>
          <div className="overflow-y-auto p-4">{children}</div>
          {footer && <footer className="flex justify-end gap-2 border-t border-line p-3">{footer}</footer>}
        </div>
      )}
    </dialog>
  )
}

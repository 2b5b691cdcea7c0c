'use client'

import { type ReactNode, useId } from 'react'
import { classNames } from './class-names'
import { ModalHeader } from './modal-header'
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
          <ModalHeader titleId={titleId} title={title} onClose={onClose} />
          <div className="overflow-y-auto p-4">{children}</div>
          {footer && <footer className="flex justify-end gap-2 border-t border-line p-3">{footer}</footer>}
        </div>
      )}
    </dialog>
  )
}

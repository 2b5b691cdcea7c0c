'use client'

import { type ReactNode, useId } from 'react'
import { classNames } from './class-names'
import { ModalHeader } from './modal-header'
import { useModal } from './use-modal'

/** Details beside the page, from the right (or the left: the navigation on a phone). */
export function SideSheet({
  open,
  onClose,
  title,
  side = 'right',
  children,
}: {
  open: boolean
  onClose: () => void
  title: ReactNode
  side?: 'left' | 'right'
  children: ReactNode
}) {
  const titleId = useId()
  const modal = useModal(open, onClose)
  return (
    <dialog
      {...modal}
      aria-labelledby={titleId}
      className={classNames(
        'm-0 h-dvh max-h-none max-w-none bg-surface p-0 text-ink border-line',
        side === 'right'
          ? 'ml-auto w-[min(40rem,100vw)] border-l open:animate-slide'
          : 'w-[min(17rem,85vw)] border-r open:animate-fade',
      )}
    >
      {open && (
        <div className="flex h-full flex-col">
          <ModalHeader titleId={titleId} title={title} onClose={onClose} oneLine />
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
        </div>
      )}
    </dialog>
  )
}

'use client'

import { type MouseEvent, useEffect, useRef } from 'react'

/**
 * Drives the browser's own modal dialog from an `open` flag: focus stays inside, Escape and a click beside it close,
 * focus returns to where it was.
 */
export function useModal(open: boolean, onClose: () => void) {
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    if (open && !dialog.open) dialog.showModal()
    if (!open && dialog.open) dialog.close()
  }, [open])
  return {
    ref,
    onClose,
    onClick: (event: MouseEvent<HTMLDialogElement>) => {
      if (event.target === ref.current) ref.current.close()
    },
  }
}

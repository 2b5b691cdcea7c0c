'use client'

import { type MouseEvent, useEffect, useRef } from 'react'

/**
 * Drives the browser's own modal dialog from an `open` flag: focus stays inside, Escape and a click beside it close,
 * focus returns to where it was. The element with `data-autofocus`, or else the first one, gets the focus.
 */
export function useModal(open: boolean, onClose: () => void) {
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    if (open && !dialog.open) {
      dialog.showModal()
      // React's autoFocus comes before the dialog is shown, when nothing in it can take the focus.
      dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus()
    }
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

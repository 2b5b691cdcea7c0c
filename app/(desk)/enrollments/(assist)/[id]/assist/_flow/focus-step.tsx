'use client'

import { useEffect, useRef } from 'react'
import { stepHeadingId } from './step-heading-id'

/** When another step opens, its heading takes the focus: the keyboard and the screen reader go on from there. */
export function FocusStep({ step }: { step: string }) {
  const shown = useRef(step)
  useEffect(() => {
    if (shown.current === step) return
    shown.current = step
    document.getElementById(stepHeadingId(step))?.focus()
  }, [step])
  return null
}

'use client'

import { useEffect, useState } from 'react'

const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart', 'focusin'] as const

/** Becomes true when the reader first moves, types or scrolls: heavy parts wait for that instead of slowing the first view. */
export function useFirstInteraction(): boolean {
  const [happened, setHappened] = useState(false)
  useEffect(() => {
    if (happened) return
    const stop = new AbortController()
    for (const sign of SIGNS) {
      window.addEventListener(sign, () => setHappened(true), { passive: true, signal: stop.signal })
    }
    return () => stop.abort()
  }, [happened])
  return happened
}

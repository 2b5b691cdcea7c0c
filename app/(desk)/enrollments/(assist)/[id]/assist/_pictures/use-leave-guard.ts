'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useState } from 'react'

/**
 * While something would be lost: closing the tab asks (in the browser's words), and so does a link to another page of
 * the desk (`asking`, answered by `stay` or `leave`).
 */
export function useLeaveGuard(wouldLose: boolean, onLeave: () => void) {
  const router = useRouter()
  const [target, setTarget] = useState<string | null>(null)
  useEffect(() => {
    if (!wouldLose) return
    const stop = new AbortController()
    const options = { capture: true, signal: stop.signal }
    window.addEventListener('beforeunload', (event) => event.preventDefault(), options)
    document.addEventListener(
      'click',
      (event) => {
        const address = leavesTo(event)
        if (address === null) return
        event.preventDefault()
        event.stopPropagation()
        setTarget(address)
      },
      options,
    )
    return () => stop.abort()
  }, [wouldLose])
  return {
    asking: target !== null,
    stay: useCallback(() => setTarget(null), []),
    leave: () => {
      if (target === null) return
      onLeave()
      setTarget(null)
      router.push(target)
    },
  }
}

/** The address of another page of the desk that this click opens in this tab; null for every other click. */
function leavesTo(event: MouseEvent): string | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link?.href || link.target === '_blank' || link.hasAttribute('download')) return null
  const { origin, pathname, search, hash } = new URL(link.href)
  if (origin !== window.location.origin || pathname === window.location.pathname) return null
  return pathname + search + hash
}

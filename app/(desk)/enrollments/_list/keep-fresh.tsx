'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const EVERY = 20_000

/** Reads the list again now and then while somebody looks at it, and at once when they come back to it. */
export function KeepFresh() {
  const router = useRouter()
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === 'visible') router.refresh()
    }
    const timer = setInterval(refresh, EVERY)
    document.addEventListener('visibilitychange', refresh)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', refresh)
    }
  }, [router])
  return null
}

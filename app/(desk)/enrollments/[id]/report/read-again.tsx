'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** Attempts follow each other without news of their own: this looks again once one should be over. */
const AFTER_ATTEMPT = 3000
const LONGEST_TIMER = 3_600_000

/** Reads the page again a little after `at` (epoch milliseconds), when the next attempt is due. */
export function ReadAgain({ at }: { at: number }) {
  const router = useRouter()
  useEffect(() => {
    const wait = Math.min(Math.max(at - Date.now(), 0) + AFTER_ATTEMPT, LONGEST_TIMER)
    const timer = setInterval(() => router.refresh(), wait)
    return () => clearInterval(timer)
  }, [at, router])
  return null
}

'use client'

import { useEffect } from 'react'

const MINUTE = 60_000
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'] as const

/**
 * Takes the page away from the screen once its session is over and nobody has touched it for as long as a session may be
 * idle: what was on it must not stay for whoever comes by. While somebody types, nothing is taken: they hear at the next
 * click that they are signed out.
 */
export function LeaveUnattended({ idleMinutes }: { idleMinutes: number }) {
  useEffect(() => {
    const stop = new AbortController()
    const { signal } = stop
    let touchedAt = Date.now()
    const touched = () => {
      touchedAt = Date.now()
    }
    const look = async () => {
      if (Date.now() - touchedAt < idleMinutes * MINUTE) return
      const answer = await fetch('/api/session', { cache: 'no-store', signal }).catch(() => null)
      if (answer?.status !== 401) return
      const { pathname, search } = window.location
      window.location.replace(`/sign-in?from=${encodeURIComponent(pathname + search)}`)
    }
    for (const sign of SIGNS) window.addEventListener(sign, touched, { passive: true, signal })
    // A lid that opens again: timers slept meanwhile.
    document.addEventListener('visibilitychange', () => void look(), { signal })
    const timer = setInterval(() => void look(), MINUTE)
    return () => {
      stop.abort()
      clearInterval(timer)
    }
  }, [idleMinutes])
  return null
}

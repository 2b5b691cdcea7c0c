'use client'

import { Pause, Play, RotateCw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useState, useTransition } from 'react'
import { Button } from '@/app/_ui/button'
import { Time } from '@/app/_ui/time'

const EVERY_MS = 10_000

/**
 * Reads the page again every ten seconds while somebody looks at it, in place: what is scrolled, focused or selected
 * stays. Whoever reads a figure may hold it still (WCAG 2.2.2).
 */
export function RefreshControl({ at }: { at: number }) {
  const t = useTranslations('system.refresh')
  const router = useRouter()
  const [held, setHeld] = useState(false)
  const [pending, startTransition] = useTransition()
  const refresh = () => startTransition(() => router.refresh())
  useEffect(() => {
    if (held) return
    const readAgain = () => {
      if (document.visibilityState === 'visible') startTransition(() => router.refresh())
    }
    const timer = setInterval(readAgain, EVERY_MS)
    document.addEventListener('visibilitychange', readAgain)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', readAgain)
    }
  }, [held, router])
  const Icon = held ? Play : Pause
  return (
    <>
      <span className="numbers text-sm text-ink-faint">
        {t.rich('at', { at: () => <Time at={at} precision="second" /> })}
      </span>
      <Button size="sm" icon={<Icon size={14} aria-hidden />} onClick={() => setHeld(!held)}>
        {held ? t('resume') : t('hold')}
      </Button>
      <Button
        size="sm"
        icon={<RotateCw size={14} aria-hidden />}
        aria-busy={pending || undefined}
        onClick={refresh}
      >
        {t('now')}
      </Button>
    </>
  )
}

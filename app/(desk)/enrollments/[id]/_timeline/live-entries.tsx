'use client'

import { useTranslations } from 'next-intl'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { classNames } from '@/app/_ui/class-names'

const Shown = createContext<{ current: boolean }>({ current: false })

/** Tells screen readers of entries that came while the page was open, and lets those slide in. */
export function LiveEntries({
  entries,
  children,
}: {
  /** Every entry of the timeline by its id, in words. */
  entries: readonly { id: string; sentence: string }[]
  children: ReactNode
}) {
  const t = useTranslations('enrollment.timeline')
  const shown = useRef(false)
  const known = useRef(new Set(entries.map(({ id }) => id)))
  const [announcement, setAnnouncement] = useState('')
  useEffect(() => {
    shown.current = true
  }, [])
  useEffect(() => {
    const fresh = entries.filter(({ id }) => !known.current.has(id))
    if (fresh.length === 0) return
    for (const { id } of fresh) known.current.add(id)
    setAnnouncement(t('announce', { sentences: fresh.map(({ sentence }) => sentence).join('. ') }))
  }, [entries, t])
  return (
    <Shown value={shown}>
      {children}
      <p role="status" className="sr-only">
        {announcement}
      </p>
    </Shown>
  )
}

/** One entry; slides in when it came after the page was first shown. */
export function LiveEntry({ className, children }: { className?: string; children: ReactNode }) {
  const shown = useContext(Shown)
  const [fresh] = useState(() => shown.current)
  return (
    <li
      data-fresh={fresh || undefined}
      className={classNames(className, fresh && 'motion-safe:animate-slide')}
    >
      {children}
    </li>
  )
}

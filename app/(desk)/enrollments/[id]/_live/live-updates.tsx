'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, useTransition } from 'react'
import { classNames } from '@/app/_ui/class-names'
import { useRevisionStream } from './use-revision-stream'

const AGAIN_AFTER = 1000

/** Says whether the page listens, and reads it anew whenever the enrollment has changed since it was made. */
export function LiveUpdates({ enrollmentId, revision }: { enrollmentId: string; revision: number }) {
  const t = useTranslations('enrollment.live')
  const router = useRouter()
  const [latest, setLatest] = useState(revision)
  const [reading, startReading] = useTransition()
  const asked = useRef(revision)
  const state = useRevisionStream(`/api/enrollments/${encodeURIComponent(enrollmentId)}/events`, setLatest)
  useEffect(() => {
    // One reading at a time: a burst of callbacks is then two of them, not ten. One that ends and has not brought the page
    // up to date was given up, as the router does when the reader goes elsewhere on the page: it is asked for again.
    if (reading || latest <= revision) return
    const read = () => {
      asked.current = latest
      startReading(() => router.refresh())
    }
    const timer = setTimeout(read, latest > asked.current ? 0 : AGAIN_AFTER)
    return () => clearTimeout(timer)
  }, [latest, revision, reading, router])
  return (
    <span
      data-live={state}
      data-print="hide"
      title={t(`${state}Hint`)}
      className={classNames(
        'inline-flex items-center gap-1.5 text-sm whitespace-nowrap',
        state === 'live' ? 'tone-green text-tone-ink' : 'text-ink-faint',
      )}
    >
      <span
        aria-hidden
        className={classNames(
          'size-2 rounded-full',
          state === 'live' ? 'bg-tone-ink' : 'border border-line-control',
        )}
      />
      <span className="max-md:sr-only">{t(state)}</span>
    </span>
  )
}

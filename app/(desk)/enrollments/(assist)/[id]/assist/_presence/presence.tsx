'use client'

import { Users } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { Note } from '@/app/_ui/note'
import type { AssistedView } from '@/lib/assisted/assisted-view'
import { leavePresenceAction, notePresenceAction } from './presence-actions'
import { leaveTabId, takeTabId } from './tab-id'

const BEAT_MS = 10_000

/**
 * Tells the desk while this tab is looked at, and the agent who else has the page open. When somebody has moved the
 * flow on, the page is read again; forms and unsent pictures stay.
 */
export function Presence({ enrollmentId, revision }: { enrollmentId: string; revision: number }) {
  const t = useTranslations('assisted.presence')
  const router = useRouter()
  const [others, setOthers] = useState<AssistedView['others']>([])
  const shown = useRef(revision)
  useEffect(() => {
    shown.current = revision
  }, [revision])

  useEffect(() => {
    const tabId = takeTabId()
    let here = true
    let asking = false
    async function beat() {
      if (asking || document.visibilityState === 'hidden') return
      asking = true
      // The next beat tells what a lost one could not.
      const answer = await notePresenceAction({ enrollmentId, tabId }).catch(() => undefined)
      asking = false
      if (!here || !answer?.data) return
      setOthers(answer.data.others)
      if (answer.data.revision !== shown.current) router.refresh()
    }
    void beat()
    const timer = setInterval(() => void beat(), BEAT_MS)
    const onVisible = () => void beat()
    const onHide = () => leaveTabId(tabId)
    document.addEventListener('visibilitychange', onVisible)
    window.addEventListener('pagehide', onHide)
    return () => {
      here = false
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onVisible)
      window.removeEventListener('pagehide', onHide)
      void leavePresenceAction({ enrollmentId, tabId }).catch(() => {})
    }
  }, [enrollmentId, router])

  const names = [...new Set(others.filter(({ self }) => !self).map(({ name }) => name))]
  const self = others.some((other) => other.self)
  return (
    <div role="status">
      {(names.length > 0 || self) && (
        <Note tone="amber" icon={<Users size={16} aria-hidden />}>
          {names.length > 0 && <p>{t('others', { names: names.join(', '), count: names.length })}</p>}
          {self && <p>{t('self')}</p>}
        </Note>
      )}
    </div>
  )
}

'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useAct } from '@/app/_actions/use-act'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { Time } from '@/app/_ui/time'
import { toast } from '@/app/_ui/toast'
import type { OpenSession } from '@/lib/staff/list-sessions'
import { endSessionsAction } from '../staff-actions'

/** Where someone else is signed in; all of it ends at one click. */
export function StaffSessions({ sessions, staffId }: { sessions: OpenSession[]; staffId: string }) {
  const t = useTranslations('staffAdmin.person')
  const router = useRouter()
  const { act, pending, error } = useAct()
  function end() {
    act(
      () => endSessionsAction({ staffId }),
      (answer) => {
        toast(t('sessionsEnded', { ended: answer?.ended ?? 0 }))
        router.refresh()
      },
    )
  }
  return (
    <div className="flex flex-col gap-3">
      {error && <ActionErrorNote error={error} />}
      {sessions.length === 0 ? (
        <p className="text-ink-soft">{t('noSessions')}</p>
      ) : (
        <>
          <ul className="flex flex-col divide-y divide-line">
            {sessions.map(({ id, device, createdAt, lastSeenAt }) => (
              <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-6 py-2">
                <span className="font-medium">{device ?? t('unknownDevice')}</span>
                <span className="text-sm text-ink-faint">
                  {t('opened')} <Time at={createdAt} /> · {t('seen')} <Time at={lastSeenAt} relative />
                </span>
              </li>
            ))}
          </ul>
          <Button onClick={end} pending={pending} className="self-start">
            {t('endSessions')}
          </Button>
        </>
      )}
    </div>
  )
}

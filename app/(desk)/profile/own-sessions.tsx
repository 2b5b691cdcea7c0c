'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useAct } from '@/app/_actions/use-act'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Badge } from '@/app/_ui/badge'
import { Button } from '@/app/_ui/button'
import { Time } from '@/app/_ui/time'
import { toast } from '@/app/_ui/toast'
import type { OpenSession } from '@/lib/staff/list-sessions'
import { endOwnSessionsAction } from './profile-actions'

/** Where one is signed in, and the way to end what one does not know. */
export function OwnSessions({ sessions }: { sessions: (OpenSession & { current: boolean })[] }) {
  const t = useTranslations('profile.sessions')
  const router = useRouter()
  const { act, pending, error } = useAct()
  function end(sessionId: string | null) {
    act(
      () => endOwnSessionsAction({ sessionId }),
      (answer) => {
        toast(t('ended', { ended: answer?.ended ?? 0 }))
        router.refresh()
      },
    )
  }
  const others = sessions.filter(({ current }) => !current)
  return (
    <div className="flex flex-col gap-3">
      {error && <ActionErrorNote error={error} />}
      <ul className="flex flex-col divide-y divide-line">
        {sessions.map(({ id, device, createdAt, lastSeenAt, current }) => {
          const name = device ?? t('unknownDevice')
          return (
            <li key={id} className="flex items-center justify-between gap-4 py-2">
              <div className="min-w-0">
                <p className="flex flex-wrap items-center gap-2 font-medium">
                  {name}
                  {current && <Badge tone="green">{t('current')}</Badge>}
                </p>
                <p className="text-sm text-ink-faint">
                  {t('since')} <Time at={createdAt} />
                  {!current && (
                    <>
                      {' · '}
                      {t('seen')} <Time at={lastSeenAt} relative />
                    </>
                  )}
                </p>
              </div>
              {!current && (
                <Button
                  size="sm"
                  pending={pending}
                  aria-label={t('endOf', { device: name })}
                  onClick={() => end(id)}
                >
                  {t('end')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      {others.length === 0 ? (
        <p className="text-sm text-ink-faint">{t('only')}</p>
      ) : (
        <>
          <p className="text-sm text-ink-faint">{t('hint')}</p>
          <Button pending={pending} onClick={() => end(null)} className="self-start">
            {t('endOthers')}
          </Button>
        </>
      )}
    </div>
  )
}

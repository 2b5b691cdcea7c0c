'use client'

import { CircleCheck } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useAct } from '@/app/_actions/use-act'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { Card } from '@/app/_ui/card'
import { ErrorNote } from '@/app/_ui/error-note'
import { Note } from '@/app/_ui/note'
import type { ConnectionTrial } from '@/lib/processes/try-connection'
import { tryConnectionAction } from './try-connection-action'

/** Asks ID360 who this desk is, and says in words what comes of it. */
export function ConnectionCard({ host, username }: { host: string; username: string }) {
  const t = useTranslations('processes.connection')
  const { act, pending, error: failure } = useAct()
  const [trial, setTrial] = useState<ConnectionTrial | null>(null)
  return (
    <Card title={t('title')}>
      <div className="flex max-w-prose flex-col items-start gap-3">
        <p>{t('about', { host, username })}</p>
        <p className="text-ink-soft">{t('cannot')}</p>
        <Button
          pending={pending}
          onClick={() => {
            setTrial(null)
            act(tryConnectionAction, (answer) => setTrial(answer ?? null))
          }}
        >
          {pending ? t('trying') : t('try')}
        </Button>
        <div role="status" className="w-full empty:hidden">
          {trial?.outcome === 'connected' && <Connected trial={trial} />}
        </div>
        {trial?.outcome === 'failed' && <Failed trial={trial} />}
        {failure && <ActionErrorNote error={failure} />}
      </div>
    </Card>
  )
}

function Connected({ trial }: { trial: ConnectionTrial & { outcome: 'connected' } }) {
  const t = useTranslations('processes.connection')
  const seconds = Math.max(0.01, Math.round(trial.durationMs / 10) / 100)
  return (
    <Note tone="green" icon={<CircleCheck size={16} aria-hidden />}>
      {t('connected', { seconds, username: trial.username })}
    </Note>
  )
}

function Failed({ trial }: { trial: ConnectionTrial & { outcome: 'failed' } }) {
  const t = useTranslations('processes.connection')
  const format = useFormatter()
  const { problem, host, username, seconds, pausedUntil } = trial
  return (
    <ErrorNote title={t('failed')}>
      <p>{t(`problem.${problem}`, { host, username, seconds })}</p>
      {pausedUntil !== null && (
        <p>
          {t('paused', {
            time: format.dateTime(new Date(pausedUntil), { hour: '2-digit', minute: '2-digit' }),
          })}
        </p>
      )}
    </ErrorNote>
  )
}

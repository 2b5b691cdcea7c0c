'use client'

import { useTranslations } from 'next-intl'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { useFlowAction } from '../_flow/use-flow-action'
import { startAction } from './route-actions'

/** What awaits the agent, and the button that opens the flow. */
export function StartForm({ enrollmentId }: { enrollmentId: string }) {
  const t = useTranslations('assisted.start')
  const { run, pending, error } = useFlowAction(startAction)
  return (
    <div className="flex flex-col items-start gap-4">
      <p className="max-w-prose">{t('explain')}</p>
      <ul className="max-w-prose list-disc pl-5 text-ink-soft">
        <li>{t('needPerson')}</li>
        <li>{t('needDocument')}</li>
        <li>{t('notKept')}</li>
      </ul>
      {error && <ActionErrorNote error={error} />}
      <Button variant="primary" pending={pending} onClick={() => run({ enrollmentId })}>
        {pending ? t('opening') : t('begin')}
      </Button>
    </div>
  )
}

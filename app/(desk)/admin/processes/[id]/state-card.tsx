'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useAct } from '@/app/_actions/use-act'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { Card } from '@/app/_ui/card'
import { toast } from '@/app/_ui/toast'
import { setProcessStateAction } from './set-process-state-action'

/** Takes the process out of use, or into use again: both can be undone. */
export function StateCard({ processId, state }: { processId: string; state: 'active' | 'retired' }) {
  const t = useTranslations('processes')
  const router = useRouter()
  const { act, pending, error: failure } = useAct()
  const words = state === 'active' ? 'retire' : 'reactivate'
  const next = state === 'active' ? 'retired' : 'active'
  return (
    <Card title={t(`${words}.title`)}>
      <div className="flex flex-col items-start gap-3">
        <p className="text-ink-soft">{t(`${words}.about`)}</p>
        <Button
          pending={pending}
          onClick={() =>
            act<unknown>(
              () => setProcessStateAction({ processId, state: next }),
              () => {
                toast(t(`${words}.done`))
                router.refresh()
              },
            )
          }
        >
          {t(`${words}.do`)}
        </Button>
        {failure && <ActionErrorNote error={failure} />}
      </div>
    </Card>
  )
}

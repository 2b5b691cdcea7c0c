'use client'

import { RotateCw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { askAction, type Failure } from '@/app/_actions/ask-action'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { toast } from '@/app/_ui/toast'
import { retryCapturesAction } from './retry-captures-action'

/** Starts over what an outage left behind, without a click for each. */
export function RetryCaptures({ label }: { label: string }) {
  const t = useTranslations('system.dead')
  const router = useRouter()
  const [error, setError] = useState<Failure | null>(null)
  const [pending, startTransition] = useTransition()
  const retry = () =>
    startTransition(async () => {
      const answer = await askAction(retryCapturesAction())
      setError(answer.error)
      if (answer.error) return
      toast(t('retried', { count: answer.data.retried }))
      router.refresh()
    })
  return (
    <>
      <Button size="sm" pending={pending} icon={<RotateCw size={14} aria-hidden />} onClick={retry}>
        {label}
      </Button>
      {error && <ActionErrorNote error={error} />}
    </>
  )
}

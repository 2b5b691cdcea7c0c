'use client'

import { RotateCw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { askAction, type Failure } from '@/app/_actions/ask-action'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { toast } from '@/app/_ui/toast'
import { retryCaptureAction } from './retry-capture-action'

/** Tries the capture again. What comes of it, the page shows by itself. */
export function RetryCapture({ jobId, label }: { jobId: string; label: string }) {
  const t = useTranslations('report.failed')
  const router = useRouter()
  const [error, setError] = useState<Failure | null>(null)
  const [pending, startTransition] = useTransition()
  const retry = () =>
    startTransition(async () => {
      const answer = await askAction(retryCaptureAction({ jobId }))
      setError(answer.error)
      if (answer.error) return
      toast(t('retried'))
      router.refresh()
    })
  return (
    <div className="flex flex-col items-start gap-2">
      <Button variant="primary" pending={pending} icon={<RotateCw size={16} aria-hidden />} onClick={retry}>
        {label}
      </Button>
      {error && <ActionErrorNote error={error} />}
    </div>
  )
}

'use client'

import { RefreshCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { askAction, type Failure } from '@/app/_actions/ask-action'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { toast } from '@/app/_ui/toast'
import { recaptureAction } from './recapture-action'

/** Asks ID360 for the report again. The page shows what comes of it by itself. */
export function RecaptureReport({ enrollmentId }: { enrollmentId: string }) {
  const t = useTranslations('report.versions')
  const [error, setError] = useState<Failure | null>(null)
  const [pending, startTransition] = useTransition()
  const ask = () =>
    startTransition(async () => {
      const answer = await askAction(recaptureAction({ enrollmentId }))
      setError(answer.error)
      if (!answer.error) toast(t('asked'))
    })
  return (
    <div className="flex flex-col items-start gap-2">
      <Button pending={pending} icon={<RefreshCw size={16} aria-hidden />} title={t('askHint')} onClick={ask}>
        {t('ask')}
      </Button>
      {error && <ActionErrorNote error={error} />}
    </div>
  )
}

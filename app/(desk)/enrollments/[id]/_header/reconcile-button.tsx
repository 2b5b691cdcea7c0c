'use client'

import { RefreshCw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { askAction, type Failure } from '@/app/_actions/ask-action'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { toast } from '@/app/_ui/toast'
import { reconcileAction } from './reconcile-action'

/** Asks ID360 what became of the enrollment, instead of waiting for its callback. */
export function ReconcileButton({ enrollmentId }: { enrollmentId: string }) {
  const t = useTranslations('enrollment.actions')
  const router = useRouter()
  const [error, setError] = useState<Failure | null>(null)
  const [pending, startTransition] = useTransition()
  const ask = () =>
    startTransition(async () => {
      const answer = await askAction(reconcileAction({ enrollmentId }))
      setError(answer.error)
      if (answer.error) return
      toast(t('reconciled'))
      router.refresh()
    })
  return (
    <>
      <Button pending={pending} icon={<RefreshCw size={16} aria-hidden />} onClick={ask}>
        {pending ? t('reconciling') : t('reconcile')}
      </Button>
      {error && (
        <div className="basis-full">
          <ActionErrorNote error={error} />
        </div>
      )}
    </>
  )
}

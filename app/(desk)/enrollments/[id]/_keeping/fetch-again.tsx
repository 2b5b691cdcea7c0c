'use client'

import { RotateCw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { askAction, type Failure } from '@/app/_actions/ask-action'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { toast } from '@/app/_ui/toast'
import { retryCaptureAction } from '../report/retry-capture-action'
import { recaptureAction } from './recapture-action'

type Asked =
  | { jobId: string }
  | { enrollmentId: string; kind: 'report' | 'proof_slip' | 'idclaim' | 'document' }

/** Has evidence fetched: an attempt that was given up starts over, anything else is asked for anew. */
export function FetchAgain({ asked, label }: { asked: Asked; label: string }) {
  const t = useTranslations('evidence.keeping')
  const router = useRouter()
  const [error, setError] = useState<Failure | null>(null)
  const [pending, startTransition] = useTransition()
  const fetchIt = () =>
    startTransition(async () => {
      const answer = await askAction('jobId' in asked ? retryCaptureAction(asked) : recaptureAction(asked))
      setError(answer.error)
      if (answer.error) return
      toast(t('asked'))
      router.refresh()
    })
  return (
    <>
      <Button size="sm" pending={pending} icon={<RotateCw size={14} aria-hidden />} onClick={fetchIt}>
        {label}
      </Button>
      {error && <ActionErrorNote error={error} />}
    </>
  )
}

'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { Note } from '@/app/_ui/note'
import type { AssistedView } from '@/lib/assisted/assisted-view'
import { DoneByLine } from '../_flow/done-by-line'
import { ProgressBar } from '../_flow/progress-bar'
import { useFlowAction } from '../_flow/use-flow-action'
import { isUnsent } from '../_pictures/picture-store'
import { usePictures } from '../_pictures/use-pictures'
import { finishAction } from './finish-action'

/** The last button: ID360 decides, and the timeline tells the rest. */
export function FinishForm({
  enrollmentId,
  before,
}: {
  enrollmentId: string
  /** A try that did not go well, or that is under way elsewhere. */
  before: AssistedView['finish']
}) {
  const t = useTranslations('assisted.finish')
  const router = useRouter()
  const { store, held } = usePictures(enrollmentId)
  const unsent = held.filter(isUnsent).length
  const { run, pending, error } = useFlowAction(finishAction)
  const finish = () =>
    run({ enrollmentId }, () => {
      store.clear()
      router.push(`/enrollments/${enrollmentId}`)
    })
  return (
    <div className="flex flex-col items-start gap-4">
      {before && before.state !== 'sent' && (
        <Note tone="amber" title={t(`before.${before.state}.title`)}>
          <p>{t(`before.${before.state}.body`)}</p>
          <DoneByLine by={before} />
        </Note>
      )}
      {unsent > 0 && <Note tone="amber">{t('unsent', { count: unsent })}</Note>}
      <p className="max-w-prose">{t('explain')}</p>
      {error && <ActionErrorNote error={error} />}
      <Button variant="primary" pending={pending} onClick={finish}>
        {pending ? t('finishing') : t('finish')}
      </Button>
      {pending && <ProgressBar label={t('finishing')} />}
    </div>
  )
}

'use client'

import { useTranslations } from 'next-intl'
import type { ActionError } from '@/app/_errors/action-error'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import type { RetentionPreview } from '@/lib/retention/preview-retention'

/** What the next run would erase, before periods are shortened: there is no way back. */
export function ConfirmPeriods({
  preview,
  pending,
  error,
  onClose,
  onConfirm,
}: {
  /** null: closed. */
  preview: RetentionPreview | null
  pending: boolean
  error: ActionError | null
  onClose: () => void
  onConfirm: () => void
}) {
  const t = useTranslations('retention')
  const common = useTranslations('common')
  const files = ({ count, more }: { count: number; more: boolean }) =>
    t(more ? 'facts.filesMore' : 'facts.files', { count })
  return (
    <Dialog
      open={preview !== null}
      onClose={onClose}
      title={t('confirm.title')}
      footer={
        <>
          <Button onClick={onClose} data-autofocus>
            {common('cancel')}
          </Button>
          <Button variant="danger" pending={pending} onClick={onConfirm}>
            {t('confirm.button')}
          </Button>
        </>
      }
    >
      {preview && (
        <div className="flex flex-col gap-3">
          <p>{t('confirm.explain')}</p>
          <ul className="list-disc pl-5">
            <li>{t('confirm.personal', { files: files(preview.personal) })}</li>
            <li>{t('confirm.evidence', { files: files(preview.evidence) })}</li>
          </ul>
          <p>{t('confirm.noWayBack')}</p>
          {error && <ActionErrorNote error={error} />}
        </div>
      )}
    </Dialog>
  )
}

'use client'

import { useTranslations } from 'next-intl'
import { SideSheet } from '@/app/_ui/side-sheet'
import type { ExportScope } from './export-button'
import { ExportEnded } from './export-ended'
import { ExportFailureNote } from './export-failure-note'
import { ExportForm } from './export-form'
import { ExportRunning } from './export-running'
import { useExport } from './use-export'

/** What the file is to hold; then how far it is; then what left, with its hash. Closing it stops nothing. */
export function ExportSheet({
  query,
  scope,
  personal,
  open,
  onClose,
}: ExportScope & { open: boolean; onClose: () => void }) {
  const t = useTranslations('usage.export')
  const { stage, failure, pending, ask, cancel, again } = useExport()
  function close() {
    // What has ended was seen; the next time begins with the question.
    if (stage.at === 'ended') again()
    onClose()
  }
  return (
    <SideSheet open={open} onClose={close} title={t('title')}>
      <div className="flex flex-col gap-4 p-4">
        {failure && <ExportFailureNote failure={failure} />}
        {stage.at === 'form' && (
          <ExportForm
            scope={scope}
            personal={personal}
            pending={pending}
            onAsk={(file) => ask({ ...file, query })}
          />
        )}
        {stage.at === 'running' && <ExportRunning {...stage} canceling={pending} onCancel={cancel} />}
        {stage.at === 'ended' && <ExportEnded {...stage} onAgain={again} />}
      </div>
    </SideSheet>
  )
}

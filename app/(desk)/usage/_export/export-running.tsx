'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import type { AskedExport } from '@/lib/usage/exports/ask-export'
import type { ExportProgress } from '@/lib/usage/exports/read-export-progress'

/** How far the file is, and the way to stop it. */
export function ExportRunning({
  asked,
  progress,
  canceling,
  onCancel,
}: {
  asked: AskedExport
  progress: ExportProgress | null
  canceling: boolean
  onCancel: () => void
}) {
  const t = useTranslations('usage.export.running')
  const format = useFormatter()
  const rows = progress?.rows ?? 0
  const expected = progress?.expectedRows ?? null
  const words =
    expected === null
      ? t('rows', { count: rows })
      : t('rowsOf', { rows: format.number(rows), expected: format.number(expected) })
  const waiting = progress === null || progress.state === 'ready'
  return (
    <section aria-label={t('title')} className="flex flex-col gap-3">
      <p className="font-medium">{t('title')}</p>
      <progress
        aria-label={t('title')}
        className="h-2 w-full accent-accent"
        {...(expected !== null && !waiting && { value: rows, max: Math.max(expected, 1) })}
      />
      <p role="status" className="numbers text-ink-soft">
        {waiting ? t('waiting') : words}
      </p>
      {waiting && (
        <p className="text-sm text-ink-faint">
          {t.rich('notStarted', {
            link: (label) => (
              <a href={asked.href} download className="text-accent-ink underline">
                {label}
              </a>
            ),
          })}
        </p>
      )}
      <div>
        <Button onClick={onCancel} pending={canceling}>
          {canceling ? t('canceling') : t('cancel')}
        </Button>
      </div>
    </section>
  )
}

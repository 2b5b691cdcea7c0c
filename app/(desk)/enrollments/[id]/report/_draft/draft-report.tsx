'use client'

import { FilePen, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { askAction, type Failure } from '@/app/_actions/ask-action'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { LazyJsonTree } from '@/app/_ui/lazy-json-tree'
import { Note } from '@/app/_ui/note'
import { StatusBadge } from '@/app/_ui/status-badge'
import { Time } from '@/app/_ui/time'
import { draftReportAction } from './draft-report-action'

type Draft = { status: string | null; fetchedAt: number; text: string }

/** A temporary report, asked for each time and marked for what it is: no evidence, kept nowhere. */
export function DraftReport({ enrollmentId, maskedText }: { enrollmentId: string; maskedText: string }) {
  const t = useTranslations('report.draft')
  const [draft, setDraft] = useState<Draft | null>(null)
  const [error, setError] = useState<Failure | null>(null)
  const [pending, startTransition] = useTransition()
  const ask = () =>
    startTransition(async () => {
      const answer = await askAction(draftReportAction({ enrollmentId }))
      setError(answer.error)
      setDraft(answer.data)
    })
  return (
    <section
      aria-label={t('title')}
      className="flex flex-col gap-3 rounded-lg border border-dashed border-line-strong p-4"
    >
      <p className="text-sm text-ink-soft">{t('hint')}</p>
      <div>
        <Button pending={pending} icon={<FilePen size={16} aria-hidden />} onClick={ask}>
          {t(draft ? 'again' : 'ask')}
        </Button>
      </div>
      {error && <ActionErrorNote error={error} />}
      {draft && (
        <>
          <Note tone="amber" icon={<TriangleAlert size={16} aria-hidden />} title={t('mark')}>
            <span className="flex flex-wrap items-center gap-2">
              <span>{t.rich('fetched', { at: () => <Time at={draft.fetchedAt} precision="second" /> })}</span>
              {draft.status !== null && <StatusBadge status={draft.status} />}
            </span>
          </Note>
          <div className="tone-amber overflow-hidden rounded-md border-2 border-tone-line bg-surface">
            <LazyJsonTree
              text={draft.text}
              label={t('label')}
              maskedText={maskedText}
              className="max-h-[60vh]"
            />
          </div>
        </>
      )}
    </section>
  )
}

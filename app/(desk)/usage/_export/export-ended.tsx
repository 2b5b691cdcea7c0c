'use client'

import { CircleCheck, CircleSlash } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { CopyButton } from '@/app/_ui/copy-button'
import { ErrorNote } from '@/app/_ui/error-note'
import { Mono } from '@/app/_ui/mono'
import { Note } from '@/app/_ui/note'
import type { ExportEntry } from '@/lib/usage/exports/list-exports'
import { FileSize } from '../../enrollments/[id]/_keeping/file-size'

/** What became of it. Done: what can be told of the file to whoever checks it. */
export function ExportEnded({
  state,
  file,
  onAgain,
}: {
  state: 'done' | 'canceled' | 'failed'
  file: ExportEntry | null
  onAgain: () => void
}) {
  const t = useTranslations('usage.export.ended')
  return (
    <section aria-label={t(state)} className="flex flex-col gap-4">
      {state === 'failed' ? (
        <ErrorNote title={t('failed')}>{t('failedHint')}</ErrorNote>
      ) : (
        <div role="status">
          <Note
            tone={state === 'done' ? 'green' : 'grey'}
            icon={
              state === 'done' ? <CircleCheck size={16} aria-hidden /> : <CircleSlash size={16} aria-hidden />
            }
            title={t(state)}
          >
            {t(state === 'done' ? 'doneHint' : 'canceledHint')}
          </Note>
        </div>
      )}
      {state === 'done' && file && (
        <dl className="grid grid-cols-[max-content_1fr] gap-x-6 gap-y-2">
          <dt className="text-ink-faint">{t('name')}</dt>
          <dd className="break-all">{file.fileName}</dd>
          <dt className="text-ink-faint">{t('rows')}</dt>
          <dd className="numbers">{t('rowCount', { count: file.rows })}</dd>
          <dt className="text-ink-faint">{t('size')}</dt>
          <dd className="numbers">
            <FileSize bytes={file.bytes} />
          </dd>
          {file.sha256 && (
            <>
              <dt className="text-ink-faint">SHA-256</dt>
              <dd className="flex flex-col items-start gap-2">
                <Mono className="break-all">{file.sha256}</Mono>
                <CopyButton size="sm" text={file.sha256} label={t('copyHash')} />
              </dd>
            </>
          )}
        </dl>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={onAgain}>{t(state === 'failed' ? 'tryAgain' : 'another')}</Button>
        <Link href="/usage/exports" className="text-accent-ink hover:underline">
          {t('list')}
        </Link>
      </div>
    </section>
  )
}

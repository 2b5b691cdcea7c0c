import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { FileSize } from '@/app/(desk)/enrollments/[id]/_keeping/file-size'
import type { AssistedDocumentView, AssistedView } from '@/lib/assisted/assisted-view'
import { SentComparisons } from '../_compare/sent-comparisons'
import { DoneByLine } from '../_flow/done-by-line'

/** All that goes to ID360, before the last word is said. */
export function FlowSummary({ view }: { view: AssistedView }) {
  const t = useTranslations('assisted')
  const { consent, route, comparisons, documents } = view
  return (
    <dl className="grid max-w-2xl gap-x-6 gap-y-3 sm:grid-cols-[10rem_1fr]">
      {route && (
        <Line name={t('steps.route')}>
          {t('route.label', { id: route.id })} <DoneByLine by={route} />
        </Line>
      )}
      {consent && (
        <Line name={t('steps.consent')}>
          {t(consent.acceptedBiometry ? 'consent.both' : 'consent.termsOnly')} <DoneByLine by={consent} />
        </Line>
      )}
      <Line name={t('steps.compare')}>
        {comparisons.length === 0 ? t('compare.nothing') : <SentComparisons comparisons={comparisons} />}
      </Line>
      <Line name={t('steps.document')}>
        <DocumentSummary document={documents.id_document_image} />
      </Line>
      {view.selfie !== 'none' && (
        <Line name={t('steps.selfie')}>
          {view.selfie === 'skipped' ? (
            t('selfie.skipped')
          ) : (
            <DocumentSummary document={documents.selfie_image_upload} />
          )}
        </Line>
      )}
    </dl>
  )
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-soft">{name}</dt>
      <dd className="min-w-0 wrap-anywhere max-sm:mb-1">{children}</dd>
    </>
  )
}

/** How many pages ID360 has, how large they are, and who sent the last. */
export function DocumentSummary({ document: { pages, totalPages } }: { document: AssistedDocumentView }) {
  const t = useTranslations('assisted.pictures')
  const sent = pages.filter(({ state }) => state === 'sent')
  const last = sent.toSorted((a, b) => a.at - b.at).at(-1)
  if (!last) return <>{t('noneSent')}</>
  const size = sent.reduce((sum, page) => sum + (page.size ?? 0), 0)
  return (
    <>
      {t('pagesSent', { sent: sent.length, total: totalPages ?? sent.length })} (<FileSize bytes={size} />){' '}
      <DoneByLine by={last} />
    </>
  )
}

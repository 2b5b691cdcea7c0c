import { useTranslations } from 'next-intl'
import { Card } from '@/app/_ui/card'
import { Mono } from '@/app/_ui/mono'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'
import type { ReportDocument } from '@/lib/report/read-documents'
import { lookUp } from '@/lib/report/words/pick-words'
import type { Words } from '@/lib/report/words/words'
import { countResults } from './count-results'
import { Counts } from './counts'
import { FirstItems } from './first-items'
import { ItemHead } from './item-head'
import { ResultBadge } from './result-badge'
import { resultOfStatus } from './result-of-status'
import { UnknownBadge } from './unknown-badge'

const MOST_FILES = 10

/** The documents the report speaks of: accepted or not, with the hashes it gives of their files. */
export function DocumentsCard({ documents, words }: { documents: readonly ReportDocument[]; words: Words }) {
  const t = useTranslations('report.documents')
  return (
    <Card
      title={t('title')}
      aside={<Counts counts={countResults(documents.map(({ status }) => resultOfStatus(status)))} />}
      padded={false}
    >
      <FirstItems items={documents}>
        {(shown) => (
          <ul className="divide-y divide-line">
            {shown.map((document) => (
              <DocumentItem key={document.path} document={document} words={words} />
            ))}
          </ul>
        )}
      </FirstItems>
    </Card>
  )
}

function DocumentItem({ document, words }: { document: ReportDocument; words: Words }) {
  const t = useTranslations('report.documents')
  const { type, knownType, name, status, knownStatus, files, path } = document
  const label = lookUp(words.documentTypes, type) ?? (type || (name ?? t('unnamed')))
  return (
    <li className="flex break-inside-avoid flex-col gap-2 px-4 py-3">
      <ItemHead title={label} path={path}>
        {status !== null && (
          <ResultBadge result={resultOfStatus(status)}>
            {dynamicMessage(t, `status.${status}`) ?? status}
          </ResultBadge>
        )}
        {(!knownType || (status !== null && !knownStatus)) && <UnknownBadge />}
        <span className="text-sm text-ink-faint">{t('files', { count: files.length })}</span>
      </ItemHead>
      <FirstItems items={files} most={MOST_FILES}>
        {(shown) => (
          <ul className="flex flex-col gap-1 text-sm text-ink-soft">
            {shown.map(({ path: at, hash, algorithm }) => (
              <li key={at} className="flex flex-wrap gap-x-2">
                {hash === null ? t('noHash') : `${algorithm ?? t('hash')} `}
                {hash !== null && <Mono>{hash}</Mono>}
              </li>
            ))}
          </ul>
        )}
      </FirstItems>
    </li>
  )
}

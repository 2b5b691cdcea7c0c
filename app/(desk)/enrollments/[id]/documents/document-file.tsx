import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { buttonClasses } from '@/app/_ui/button-classes'
import { Note } from '@/app/_ui/note'
import type { EvidenceView } from '@/lib/evidence/read-evidence'
import { DamagedNote } from '../_keeping/damaged-note'
import { EvidenceFacts } from '../_keeping/evidence-facts'
import { PdfReader } from '../proof-slip/_viewer/pdf-reader'
import { DocumentImage } from './document-image'
import type { DocumentGroup } from './group-documents'
import { HashBadge } from './hash-badge'
import { previewOf } from './preview-of'

/** One file of a document: what it shows, whether it is what the report describes, and what proves it. */
export function DocumentFile({
  item,
  name,
  isOnly,
  view,
}: {
  item: DocumentGroup['items'][number]
  name: string
  /** The card's title names it already. */
  isOnly: boolean
  view: EvidenceView
}) {
  const t = useTranslations('evidence')
  const preview = previewOf(item.contentType)
  const type = item.contentType
  const download = view.canDownload && item.state !== 'damaged' && (
    <a
      href={`/api/evidence/${item.id}`}
      download
      aria-label={t('downloadOf', { name })}
      className={buttonClasses({ size: 'sm' })}
    >
      <Download size={14} aria-hidden />
      {t('download')}
    </a>
  )
  return (
    <article aria-label={name} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className={isOnly ? 'sr-only' : 'font-medium'}>{name}</h3>
        <HashBadge item={item} />
      </div>
      {item.state === 'damaged' ? (
        <DamagedNote view={view} job={view.kinds.document.job} />
      ) : preview === 'image' ? (
        // A file that was restored is asked for anew.
        <DocumentImage key={`${item.id} ${item.state}`} evidenceId={item.id} name={name} />
      ) : preview === 'pdf' ? (
        <PdfReader
          evidenceId={item.id}
          name={name}
          label={
            <>
              {t('documents.read')} <span className="sr-only">: {name}</span>
            </>
          }
        />
      ) : (
        <Note tone="amber">
          {preview === 'none'
            ? t('wrongType.document', { type })
            : t(`documents.noPreview.${noPreview(preview)}`, { type })}
        </Note>
      )}
      {item.hashMatch === false && (
        <Note tone="red">{t('documents.hash.differsHint', { hash: item.reportedHash ?? '' })}</Note>
      )}
      <EvidenceFacts item={item} />
      {download && <div>{download}</div>}
    </article>
  )
}

const noPreview = (preview: 'heic' | 'video' | 'otherImage') => (preview === 'otherImage' ? 'image' : preview)

import { useTranslations } from 'next-intl'
import { Card } from '@/app/_ui/card'
import { classNames } from '@/app/_ui/class-names'
import type { EvidenceView } from '@/lib/evidence/read-evidence'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'
import { DocumentFile } from './document-file'
import { type DocumentGroup, groupDocuments } from './group-documents'
import { CompareButton, ImageExaminer } from './image-examiner'
import { previewOf } from './preview-of'

type Item = DocumentGroup['items'][number]

/** The documents the person gave, by type; images can be examined one by one or side by side. */
export function Documents({ view }: { view: EvidenceView }) {
  const t = useTranslations('evidence.documents')
  const typeName = useTranslations('evidence.documents.name')
  const groups = groupDocuments(view.kinds.document.items).map((group) => {
    const type = dynamicMessage(typeName, group.type) ?? group.type
    return { ...group, type, files: group.items.map((item, at) => ({ item, name: nameOf(group, type, at) })) }
  })
  const images = groups
    .flatMap(({ files }) => files)
    .filter(({ item }) => isSeen(item))
    .map(({ item, name }) => ({ id: item.id, name }))
  return (
    <ImageExaminer images={images}>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-ink-soft">{t('state', { count: view.kinds.document.items.length })}</p>
        {images.length > 1 && <CompareButton />}
      </div>
      <div className="grid gap-4 md:grid-cols-2">
        {groups.map(({ type, files }) => (
          <Card
            key={type}
            title={type}
            className={classNames(
              'min-w-0 has-[canvas]:col-span-full',
              files.length > 1 && 'md:col-span-full',
            )}
          >
            <ul className={classNames('grid gap-6', files.length > 1 && 'md:grid-cols-2')}>
              {files.map(({ item, name }) => (
                <li key={item.id} className="min-w-0 has-[canvas]:col-span-full">
                  <DocumentFile item={item} name={name} isOnly={files.length === 1} view={view} />
                </li>
              ))}
            </ul>
          </Card>
        ))}
      </div>
    </ImageExaminer>
  )

  /** An identity document of two files is its front and its back: that is the order ID360 takes them in. */
  function nameOf({ type: key, items }: DocumentGroup, type: string, at: number): string {
    if (items.length === 1) return type
    if (key === 'identity_document' && items.length === 2) return t(at === 0 ? 'front' : 'back', { type })
    return t('fileOf', { type, at: at + 1, count: items.length })
  }
}

const isSeen = ({ state, contentType }: Item) => state !== 'damaged' && previewOf(contentType) === 'image'

import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { buttonClasses } from '@/app/_ui/button-classes'
import { Card } from '@/app/_ui/card'
import { Note } from '@/app/_ui/note'
import type { EvidenceItem } from '@/lib/evidence/find-evidence'
import type { EvidenceView } from '@/lib/evidence/read-evidence'
import { DamagedNote } from '../_keeping/damaged-note'
import { EvidenceFacts } from '../_keeping/evidence-facts'

/** A kept idclaim that cannot be checked: its file has changed, or ID360 delivered something else. */
export function UncheckedIdclaim({
  item,
  view,
  versions,
  again,
}: {
  item: EvidenceItem
  view: EvidenceView
  versions: ReactNode
  /** The way to ask ID360 for it once more. */
  again: ReactNode
}) {
  const t = useTranslations('evidence')
  return (
    <>
      <Card title={t('kind.idclaim')}>
        <div className="flex flex-col gap-4">
          {item.state === 'damaged' ? (
            // Which file the desk asks for again is the current one: what replaced an earlier one is kept already.
            item.superseded ? (
              <Note tone="red">{t('damaged.superseded')}</Note>
            ) : (
              <DamagedNote view={view} job={view.kinds.idclaim.job} />
            )
          ) : (
            <>
              <Note tone="orange">{t('wrongType.idclaim', { type: item.contentType })}</Note>
              <div className="flex flex-wrap items-center gap-2">
                {view.canDownload && (
                  <a href={`/api/evidence/${item.id}`} download className={buttonClasses({ size: 'sm' })}>
                    <Download size={14} aria-hidden />
                    {t('download')}
                  </a>
                )}
                {again}
              </div>
            </>
          )}
          <EvidenceFacts item={item} />
        </div>
      </Card>
      {versions}
    </>
  )
}

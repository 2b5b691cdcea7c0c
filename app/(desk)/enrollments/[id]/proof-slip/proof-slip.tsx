import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { buttonClasses } from '@/app/_ui/button-classes'
import { Card } from '@/app/_ui/card'
import { Note } from '@/app/_ui/note'
import type { EvidenceView } from '@/lib/evidence/read-evidence'
import { DamagedNote } from '../_keeping/damaged-note'
import { EvidenceFacts } from '../_keeping/evidence-facts'
import { PdfReader } from './_viewer/pdf-reader'

/** The PDF report: what proves it, the way to read it here, and the file itself. */
export function ProofSlip({
  slip,
  view,
}: {
  slip: EvidenceView['kinds']['proof_slip']['items'][number]
  view: EvidenceView
}) {
  const t = useTranslations('evidence')
  const download = view.canDownload && (
    <a href={`/api/evidence/${slip.id}`} download className={buttonClasses({})}>
      <Download size={16} aria-hidden />
      {t('download')}
    </a>
  )
  return (
    <Card title={t('slip.title')} data-print="hide">
      <div className="flex flex-col gap-4">
        <EvidenceFacts item={slip} />
        {slip.state === 'damaged' ? (
          <DamagedNote view={view} job={view.kinds.proof_slip.job} />
        ) : slip.state === 'wrong_type' ? (
          <>
            <Note tone="orange">{t('wrongType.slip', { type: slip.contentType })}</Note>
            <div>{download}</div>
          </>
        ) : (
          <>
            <PdfReader
              key={slip.id}
              evidenceId={slip.id}
              name={slip.fileName}
              label={t('slip.read')}
              primary
              actions={download}
            />
            <p className="text-sm text-ink-faint">{t('slip.readHint')}</p>
          </>
        )}
      </div>
    </Card>
  )
}

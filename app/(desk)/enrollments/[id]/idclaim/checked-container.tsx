import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Card } from '@/app/_ui/card'
import { Note } from '@/app/_ui/note'
import type { CheckedIdclaim } from '@/lib/evidence/check-idclaim'
import { ContainerFiles } from './container-files'
import { ContainerVerdict } from './container-verdict'
import { ManifestList } from './manifest-list'
import { RemarkList } from './remark-list'
import { SignatureDetails } from './signature-details'

/** The whole in plain words, what is inside, and behind that every signature and manifest in detail. */
export function CheckedContainer({
  checked,
  versions,
  again,
}: {
  checked: CheckedIdclaim
  versions: ReactNode
  /** The way to ask ID360 for it once more. */
  again: ReactNode
}) {
  const t = useTranslations('idclaim')
  const { report, anchors, evidenceId, canDownload } = checked
  return (
    <>
      <ContainerVerdict checked={checked} again={again} />
      {anchors !== 'read' && <Note tone="amber">{t(`anchors.${anchors}`)}</Note>}
      {versions}
      {report.container.warnings.length > 0 && (
        <Card title={t('remarks.title')}>
          <RemarkList notes={report.container.warnings} />
        </Card>
      )}
      <ContainerFiles files={report.files} evidenceId={evidenceId} canDownload={canDownload} />
      {report.signatures.map((signature, place) => (
        <SignatureDetails key={`${signature.file} ${signature.id}`} signature={signature} place={place + 1} />
      ))}
      <ManifestList manifests={report.manifests} />
    </>
  )
}

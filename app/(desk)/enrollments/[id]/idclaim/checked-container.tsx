import { useTranslations } from 'next-intl'
import { Card } from '@/app/_ui/card'
import { Note } from '@/app/_ui/note'
import type { CheckedIdclaim } from '@/lib/evidence/check-idclaim'
import { ContainerFiles } from './container-files'
import { ContainerVerdict } from './container-verdict'
import { ManifestList } from './manifest-list'
import { RemarkList } from './remark-list'
import { SignatureCard } from './signature-card'

/** The whole in plain words, then files, signatures, manifests and remarks. */
export function CheckedContainer({ checked }: { checked: CheckedIdclaim }) {
  const t = useTranslations('idclaim')
  const { report, anchors, evidenceId, canDownload } = checked
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <ContainerVerdict checked={checked} />
      {anchors !== 'read' && <Note tone="amber">{t(`anchors.${anchors}`)}</Note>}
      <ContainerFiles files={report.files} evidenceId={evidenceId} canDownload={canDownload} />
      {report.signatures.map((signature, place) => (
        <SignatureCard key={`${signature.file} ${signature.id}`} signature={signature} place={place + 1} />
      ))}
      <ManifestList manifests={report.manifests} />
      <Card title={t('remarks.title')}>
        {report.container.warnings.length === 0 ? (
          <p className="text-ink-soft">{t('remarks.none')}</p>
        ) : (
          <RemarkList notes={report.container.warnings} />
        )}
      </Card>
    </div>
  )
}

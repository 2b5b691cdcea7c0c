import { useTranslations } from 'next-intl'
import { CopyButton } from '@/app/_ui/copy-button'
import { Mono } from '@/app/_ui/mono'
import { Time } from '@/app/_ui/time'
import type { EvidenceView } from '@/lib/evidence/read-evidence'
import { DefinitionList } from '../report/definition-list'
import { FileSize } from './file-size'

/** When it came, how large it is, and the fingerprint that proves it. */
export function EvidenceFacts({ item }: { item: EvidenceView['kinds']['report']['items'][number] }) {
  const t = useTranslations('evidence.facts')
  return (
    <DefinitionList
      items={[
        { name: t('captured'), value: <Time at={item.capturedAt} precision="second" /> },
        { name: t('size'), value: <FileSize bytes={item.size} /> },
        { name: t('origin'), value: item.origin === 'archive' ? t('archive') : null },
        {
          name: t('versions'),
          value: item.versions > 1 ? t('versionsKept', { count: item.versions }) : null,
        },
        {
          name: t('sha256'),
          value: (
            <span className="flex items-center gap-2">
              <Mono>{item.sha256}</Mono>
              <CopyButton iconOnly text={item.sha256} label={t('copySha256')} />
            </span>
          ),
        },
      ]}
    />
  )
}

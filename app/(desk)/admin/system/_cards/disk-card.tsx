import { useFormatter, useTranslations } from 'next-intl'
import { Mono } from '@/app/_ui/mono'
import type { DiskState } from '@/lib/system/disk-state'
import { judgeDisk } from '@/lib/system/judge-system'
import { Bytes, Figures } from './figures'
import { PartCard } from './part-card'

/** The room left for evidence, exports and the embedded database. */
export function DiskCard({ state }: { state: DiskState }) {
  const t = useTranslations('system.disk')
  const format = useFormatter()
  const verdict = judgeDisk(state)
  const { path, freeBytes, totalBytes } = state
  return (
    <PartCard
      title={t('title')}
      tone={verdict.tone}
      says={t.rich(`says.${verdict.says}`, { free: () => <Bytes of={freeBytes} /> })}
      advice={verdict.tone === 'red' || verdict.tone === 'amber' ? t(`advice.${verdict.says}`) : null}
    >
      <Figures
        rows={[
          [t('path'), <Mono key="path">{path}</Mono>],
          [t('free'), <Bytes key="free" of={freeBytes} />],
          [t('total'), <Bytes key="total" of={totalBytes} />],
          [t('share'), format.number(freeBytes / totalBytes, { style: 'percent' })],
        ]}
      />
    </PartCard>
  )
}

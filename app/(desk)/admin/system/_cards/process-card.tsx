import { useTranslations } from 'next-intl'
import { Time } from '@/app/_ui/time'
import type { ProcessState } from '@/lib/system/process-state'
import { Bytes, Figures } from './figures'
import { PartCard } from './part-card'

/** The process that made this page. */
export function ProcessCard({ state, now }: { state: ProcessState; now: number }) {
  const t = useTranslations('system.process')
  const { versions, uptimeSeconds, memory } = state
  const since = now - uptimeSeconds * 1000
  return (
    <PartCard
      title={t('title')}
      tone="green"
      says={t.rich('says', { version: versions.desk, at: () => <Time at={since} relative /> })}
      advice={null}
    >
      <Figures
        rows={[
          [t('since'), <Time key="since" at={since} precision="second" />],
          [t('memory'), <Bytes key="memory" of={memory.residentBytes} />],
          [t('heap'), <Bytes key="heap" of={memory.heapUsedBytes} />],
          [t('desk'), versions.desk],
          ['Node.js', versions.node],
          ['Next.js', versions.next],
        ]}
      />
    </PartCard>
  )
}

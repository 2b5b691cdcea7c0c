import { useTranslations } from 'next-intl'
import type { DatabaseState } from '@/lib/system/database-state'
import { judgeDatabase } from '@/lib/system/judge-system'
import { Bytes, Figures, Milliseconds } from './figures'
import { PartCard } from './part-card'

/** The database: what it is, how large, how fast. */
export function DatabaseCard({ state }: { state: DatabaseState }) {
  const t = useTranslations('system.database')
  const verdict = judgeDatabase(state)
  const { engine, version, bytes, walBytes, migrations, readMs, writeMs } = state
  return (
    <PartCard
      title={t('title')}
      tone={verdict.tone}
      says={t.rich(`says.${verdict.says}`, {
        read: () => <Milliseconds of={readMs} />,
        write: () => <Milliseconds of={writeMs} />,
        ...migrations,
      })}
      advice={verdict.tone === 'red' || verdict.tone === 'amber' ? t(`advice.${verdict.says}`) : null}
    >
      <Figures
        rows={[
          [t('engine'), `${engine === 'sqlite' ? 'SQLite' : 'PostgreSQL'} ${version}`],
          [t('size'), <Bytes key="size" of={bytes} />],
          [t('wal'), walBytes === null ? null : <Bytes key="wal" of={walBytes} />],
          [t('read'), <Milliseconds key="read" of={readMs} />],
          [t('write'), <Milliseconds key="write" of={writeMs} />],
          [t('migrations'), t('applied', migrations)],
        ]}
      />
    </PartCard>
  )
}

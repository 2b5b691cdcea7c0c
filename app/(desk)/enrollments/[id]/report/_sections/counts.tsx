import { useTranslations } from 'next-intl'
import type { ResultCounts } from './count-results'

/** "3 passed, 1 failed". */
export function Counts({ counts }: { counts: ResultCounts }) {
  const t = useTranslations('report.counts')
  const { passed, failed, unknown } = counts
  const parts = [
    ...(passed > 0 ? [t('passed', { count: passed })] : []),
    ...(failed > 0 ? [t('failed', { count: failed })] : []),
    ...(unknown > 0 ? [t('unknown', { count: unknown })] : []),
  ]
  return <span className="numbers text-sm text-ink-faint">{parts.join(', ')}</span>
}

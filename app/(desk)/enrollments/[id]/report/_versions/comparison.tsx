import { useTranslations } from 'next-intl'
import { Badge } from '@/app/_ui/badge'
import { Mono } from '@/app/_ui/mono'
import type { Tone } from '@/app/_ui/tone'
import type { ReportComparison } from '@/lib/evidence/compare-reports'
import { FirstItems } from '../_sections/first-items'
import { ShowInReport } from '../_tree/show-in-report'

type Difference = ReportComparison['differences'][number]

const CHANGE_TONE: Record<Difference['change'], Tone> = { added: 'green', removed: 'orange', changed: 'blue' }

/** What changed between two captures: where, before, after. */
export function Comparison({ comparison }: { comparison: ReportComparison }) {
  const t = useTranslations('report.comparison')
  const { differences, truncated } = comparison
  return (
    <section aria-label={t('title')} className="flex flex-col">
      <h3 className="px-4 pt-3 font-medium">{t('title')}</h3>
      <p className="px-4 pb-1 text-sm text-ink-faint" role="status">
        {t(truncated ? 'countAtLeast' : 'count', { count: differences.length })}
      </p>
      <FirstItems items={differences}>
        {(shown) => (
          <ul className="divide-y divide-line">
            {shown.map((difference) => (
              <DifferenceItem key={difference.path} difference={difference} />
            ))}
          </ul>
        )}
      </FirstItems>
    </section>
  )
}

function DifferenceItem({ difference: { path, change, before, after } }: { difference: Difference }) {
  const t = useTranslations('report.comparison')
  return (
    <li className="flex break-inside-avoid flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={CHANGE_TONE[change]}>{t(`change.${change}`)}</Badge>
        {/* What is gone has no place in the tree of the current report. */}
        {change === 'removed' ? (
          <Mono>{path}</Mono>
        ) : (
          <span className="min-w-0 font-mono">
            <ShowInReport path={path} label={path} />
          </span>
        )}
      </div>
      <dl className="grid grid-cols-1 gap-2 sm:grid-cols-2">
        <Side title={t('before')} value={before} />
        <Side title={t('after')} value={after} />
      </dl>
    </li>
  )
}

function Side({ title, value }: { title: string; value: string | null }) {
  const t = useTranslations('report.comparison')
  return (
    <div className="min-w-0 rounded-md bg-sunken px-3 py-2">
      <dt className="text-xs text-ink-faint">{title}</dt>
      <dd className="text-sm">
        {value === null ? <span className="text-ink-faint">{t('nothing')}</span> : <Mono>{value}</Mono>}
      </dd>
    </div>
  )
}

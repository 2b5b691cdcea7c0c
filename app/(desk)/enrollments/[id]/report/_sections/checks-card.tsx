import { useTranslations } from 'next-intl'
import { Card } from '@/app/_ui/card'
import type { ReportCheck } from '@/lib/report/read-checks'
import type { Words } from '@/lib/report/words/words'
import { CheckItem } from './check-item'
import { countResults, effectiveResult } from './count-results'
import { Counts } from './counts'
import { FirstItems } from './first-items'

const KINDS = ['comparison', 'validation', 'custom'] as const

/** What was given beside what was read, and the rules that were applied; those that failed first. */
export function ChecksCard({ checks, words }: { checks: readonly ReportCheck[]; words: Words }) {
  const t = useTranslations('report.checks')
  const failedFirst = checks.toSorted((a, b) => rank(a) - rank(b))
  return (
    <Card
      title={t('title')}
      aside={<Counts counts={countResults(checks.map(effectiveResult))} />}
      padded={false}
    >
      {KINDS.map((kind) => {
        const ofKind = failedFirst.filter((check) => check.kind === kind)
        if (ofKind.length === 0) return null
        return (
          <section key={kind} aria-label={t(`kind.${kind}`)} className="border-b border-line last:border-b-0">
            <h3 className="px-4 pt-3 text-sm font-medium text-ink-faint">{t(`kind.${kind}`)}</h3>
            <FirstItems items={ofKind}>
              {(shown) => (
                <ul className="divide-y divide-line">
                  {shown.map((check) => (
                    <CheckItem key={check.path} check={check} words={words} />
                  ))}
                </ul>
              )}
            </FirstItems>
          </section>
        )
      })}
    </Card>
  )
}

const rank = (check: ReportCheck) => ['failed', 'unknown', 'passed'].indexOf(effectiveResult(check))

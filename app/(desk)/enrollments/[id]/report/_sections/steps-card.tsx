import { useTranslations } from 'next-intl'
import { Card } from '@/app/_ui/card'
import type { ReportStep } from '@/lib/report/read-steps'
import type { Words } from '@/lib/report/words/words'
import { countResults } from './count-results'
import { Counts } from './counts'
import { FirstItems } from './first-items'
import { resultOfStatus } from './result-of-status'
import { StepItem } from './step-item'

/** The steps of the journey in the report's order: when, how long, with what result. */
export function StepsCard({ steps, words }: { steps: readonly ReportStep[]; words: Words }) {
  const t = useTranslations('report.steps')
  return (
    <Card
      title={t('title')}
      aside={<Counts counts={countResults(steps.map(({ status }) => resultOfStatus(status)))} />}
      padded={false}
    >
      <FirstItems items={steps}>
        {(shown) => (
          <ol className="divide-y divide-line">
            {shown.map((step) => (
              <StepItem key={step.path} step={step} words={words} />
            ))}
          </ol>
        )}
      </FirstItems>
    </Card>
  )
}

import { useTranslations } from 'next-intl'
import { Card } from '@/app/_ui/card'
import { DefinitionList } from '../definition-list'
import type { ResultCounts } from './count-results'
import { Counts } from './counts'

/** What a file that is OK was checked for, in one look; the details follow below. */
export function CheckedCard({
  checks,
  steps,
  documents,
}: {
  checks: ResultCounts
  steps: ResultCounts
  documents: ResultCounts
}) {
  const t = useTranslations('report.checked')
  const lines = [
    { name: t('checks'), counts: checks },
    { name: t('steps'), counts: steps },
    { name: t('documents'), counts: documents },
  ].filter(({ counts }) => counts.passed + counts.failed + counts.unknown > 0)
  const tolerated = checks.failed + steps.failed + documents.failed > 0
  return (
    <Card title={t('title')}>
      <div className="flex flex-col gap-3">
        <p>{t(lines.length === 0 ? 'nothing' : tolerated ? 'tolerated' : 'allPassed')}</p>
        <DefinitionList
          items={lines.map(({ name, counts }) => ({ name, value: <Counts counts={counts} /> }))}
        />
      </div>
    </Card>
  )
}

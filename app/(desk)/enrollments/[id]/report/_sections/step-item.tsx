import { useTranslations } from 'next-intl'
import { Mono } from '@/app/_ui/mono'
import { labelStep } from '@/lib/report/label-step'
import type { ReportStatusCode, ReportStep } from '@/lib/report/read-steps'
import type { Words } from '@/lib/report/words/words'
import { ShowInReport } from '../_tree/show-in-report'
import { FirstItems } from './first-items'
import { ItemHead } from './item-head'
import { ResultBadge } from './result-badge'
import { ResultFacts } from './result-facts'
import { resultOfStatus } from './result-of-status'
import { TimeSpan } from './time-span'
import { UnknownBadge } from './unknown-badge'

/** One step: its result, its times, its status codes and what it measured. */
export function StepItem({ step, words }: { step: ReportStep; words: Words }) {
  const t = useTranslations('report.steps')
  const { name, known, status, codes, results, path } = step
  const label = labelStep(name, words)
  return (
    <li className="flex break-inside-avoid flex-col gap-2 px-4 py-3">
      <ItemHead title={label} path={path}>
        {label !== name && <Mono className="text-ink-faint">{name}</Mono>}
        <ResultBadge result={resultOfStatus(status)}>{status ?? t('noStatus')}</ResultBadge>
        {!known && <UnknownBadge />}
      </ItemHead>
      <TimeSpan startedAt={step.startedAt} finishedAt={step.finishedAt} duration={step.duration} />
      <FirstItems items={codes}>
        {(shown) => shown.map((code) => <StatusCode key={code.path} code={code} />)}
      </FirstItems>
      <ResultFacts results={results} />
    </li>
  )
}

function StatusCode({ code: { code, text, path, known } }: { code: ReportStatusCode }) {
  const t = useTranslations('report.steps')
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <ShowInReport path={path} label={code ?? t('codeMissing')} />
      {!known && <UnknownBadge />}
      {text !== null && <span className="min-w-0 wrap-anywhere text-ink-soft">{text}</span>}
    </div>
  )
}

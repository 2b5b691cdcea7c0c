import { CircleCheck, CircleDashed, CircleDot, CircleX, type LucideIcon } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { classNames } from '@/app/_ui/class-names'
import { TONE_CLASS } from '@/app/_ui/tone'
import type { EnrollmentView } from '@/lib/enrollments/get-enrollment'
import { labelStep } from '@/lib/report/label-step'
import { pickWords } from '@/lib/report/words/pick-words'
import { STEP_TONE, type StepResult, stepResult } from './step-result'

const ICON: Record<StepResult, LucideIcon> = { passed: CircleCheck, failed: CircleX, other: CircleDot }

/** The steps told so far with their results, and how many are still to come. Nothing before the first one. */
export function StepList({ enrollment }: { enrollment: EnrollmentView }) {
  const t = useTranslations('enrollment.step')
  const words = pickWords(useLocale())
  const { steps, stepsDone, stepsTotal } = enrollment
  if (steps.length === 0) return null
  const toCome = Math.max(0, (stepsTotal ?? 0) - Math.max(stepsDone ?? 0, steps.length))
  return (
    <section aria-label={t('title')} className="flex flex-col gap-2">
      <ol className="flex flex-wrap gap-x-2 gap-y-1">
        {steps.map((step) => {
          const result = stepResult(step.status)
          const Icon = ICON[result]
          return (
            <li
              key={step.name}
              className={classNames(
                TONE_CLASS[STEP_TONE[result]],
                'flex items-center gap-1.5 rounded-sm border border-line bg-surface px-2 py-1 text-sm',
              )}
            >
              <Icon size={14} aria-hidden className="shrink-0 text-tone-ink" />
              <span>{labelStep(step.name, words)}</span>
              <span className={result === 'passed' ? 'sr-only' : 'font-medium text-tone-ink'}>
                {result === 'other' ? (step.status ?? t('result.unknown')) : t(`result.${result}`)}
              </span>
            </li>
          )
        })}
        {toCome > 0 && (
          <li className="flex items-center gap-1.5 px-2 py-1 text-sm text-ink-faint">
            <CircleDashed size={14} aria-hidden className="shrink-0" />
            {t('toCome', { count: toCome })}
          </li>
        )}
      </ol>
    </section>
  )
}

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { classNames } from '@/app/_ui/class-names'
import type { AssistPlan } from './assist-steps'
import { StepIcon } from './step-icon'

/** All steps with their state: beside the page, on top of it where it is narrow. */
export function StepOverview({ plan: { steps, open } }: { plan: AssistPlan }) {
  const t = useTranslations('assisted')
  return (
    <nav aria-label={t('overview')} className="rail:sticky rail:top-18 rail:self-start">
      <ol className="grid grid-cols-2 gap-1 sm:grid-cols-3 rail:grid-cols-1">
        {steps.map(({ step, state }) => {
          const isOpen = step === open
          const content = (
            <>
              <StepIcon state={state} open={isOpen} />
              <span className="min-w-0">
                <span className={classNames('block', isOpen && 'font-semibold')}>{t(`steps.${step}`)}</span>
                <span className="block text-xs text-ink-soft">
                  {t(isOpen ? 'stepState.open' : `stepState.${state}`)}
                </span>
              </span>
            </>
          )
          const box = 'flex min-h-11 items-center gap-2 rounded-md px-2 py-1'
          const reachable = state === 'todo' || state === 'passed'
          return (
            <li key={step} aria-current={isOpen ? 'step' : undefined}>
              {reachable && !isOpen && open !== null ? (
                <Link
                  href={`?step=${step}`}
                  prefetch={false}
                  scroll={false}
                  className={classNames(box, 'hover:bg-hover')}
                >
                  {content}
                </Link>
              ) : (
                <span className={classNames(box, isOpen && 'bg-accent-fill')}>{content}</span>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { buttonClasses } from '@/app/_ui/button-classes'
import { classNames } from '@/app/_ui/class-names'
import type { AssistStep, AssistStepState } from './assist-steps'
import { stepHeadingId } from './step-heading-id'
import { StepIcon } from './step-icon'

/** One step: open with its form, else one line of what became of it. */
export function StepFrame({
  step,
  state,
  open,
  summary,
  again = false,
  children,
}: {
  step: AssistStep
  state: AssistStepState
  open: boolean
  /** Of a closed step. */
  summary: ReactNode
  /** A closed step that can be opened once more. */
  again?: boolean
  children: ReactNode
}) {
  const t = useTranslations('assisted')
  const heading = stepHeadingId(step)
  return (
    <section
      aria-labelledby={heading}
      className={classNames('rounded-lg border bg-surface', open ? 'border-line-strong' : 'border-line')}
    >
      <div className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
        <StepIcon state={state} open={open} size={18} />
        <h2
          id={heading}
          tabIndex={-1}
          className={classNames('scroll-mt-20', open && 'text-lg font-semibold')}
        >
          {t(`steps.${step}`)}
        </h2>
        {!open && (
          // On a narrow screen it stands below.
          <div className="min-w-0 basis-full wrap-anywhere text-ink-soft max-sm:order-last sm:flex-1 sm:basis-0">
            {summary}
          </div>
        )}
        {!open && again && (
          <Link
            href={`?step=${step}`}
            prefetch={false}
            scroll={false}
            className={buttonClasses({ variant: 'ghost', size: 'sm' }, 'max-sm:ml-auto')}
          >
            {t('again')}
            <span className="sr-only">{t('againOf', { step: t(`steps.${step}`) })}</span>
          </Link>
        )}
      </div>
      {open && <div className="border-t border-line p-4">{children}</div>}
    </section>
  )
}

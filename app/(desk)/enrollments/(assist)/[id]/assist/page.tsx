import { ArrowLeft } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { pageContext } from '@/app/_auth/staff-context'
import { orPageError } from '@/app/_errors/page-error'
import { classNames } from '@/app/_ui/class-names'
import { Messages } from '@/app/_ui/messages'
import { PageHeader } from '@/app/_ui/page-header'
import { StatusBadge } from '@/app/_ui/status-badge'
import type { AssistedView } from '@/lib/assisted/assisted-view'
import { readAssisted } from '@/lib/assisted/read-assisted'
import { getEnrollment } from '@/lib/enrollments/get-enrollment'
import { consentWording } from './_consent/consent-wording'
import { type AssistPlan, type AssistStep, canTakeAnotherRoute, planSteps } from './_flow/assist-steps'
import { FocusStep } from './_flow/focus-step'
import { ObstacleNote } from './_flow/obstacle-note'
import { OverNote } from './_flow/over-note'
import { StepContent, StepSummary } from './_flow/step-content'
import { StepFrame } from './_flow/step-frame'
import { StepOverview } from './_flow/step-overview'
import { LazyPictureKeeper } from './_pictures/lazy-pictures'
import { Presence } from './_presence/presence'

type Address = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('assisted'))('metaTitle') }
}

/** The agent does the steps in the person's place: one at a time, what is done in one line, what is next open. */
export default async function AssistPage({ params, searchParams }: Address) {
  const enrollmentId = (await params).id
  const ctx = await pageContext()
  const [view, enrollment, t] = await Promise.all([
    orPageError(readAssisted(ctx, { enrollmentId })),
    orPageError(getEnrollment(ctx, { enrollmentId })),
    getTranslations('assisted'),
  ])
  const asked = (await searchParams).step
  const plan = planSteps(view, typeof asked === 'string' ? asked : undefined)
  // What is to come is in the overview.
  const isShown = ({ step, state }: AssistPlan['steps'][number]) =>
    step === plan.open || state === 'done' || state === 'passed'
  const wording = consentWording(enrollment.language)
  const person = [view.person.firstName, view.person.lastName].filter(Boolean).join(' ')
  const name = person || view.clientReference
  return (
    <Messages namespaces={['assisted', 'errors']}>
      {/* Whoever stands at the counter has a tablet: every target is large enough for a finger there. */}
      <div className="mx-auto flex max-w-[1040px] flex-col gap-5 max-rail:[&_button]:min-h-11 max-rail:[&_section_a]:min-h-11">
        <div className="flex flex-col gap-2">
          <Link
            href={`/enrollments/${enrollmentId}`}
            className="inline-flex min-h-6 items-center gap-1 self-start text-ink-soft hover:text-ink hover:underline max-rail:min-h-11"
          >
            <ArrowLeft size={16} aria-hidden />
            {t('back')}
          </Link>
          <PageHeader
            title={name ? t('title', { name }) : t('titleUnnamed')}
            state={t('state', { process: view.process.name })}
            badges={<StatusBadge status={view.status} />}
          />
          {!view.obstacle && <Presence enrollmentId={enrollmentId} revision={view.revision} />}
        </div>
        {view.obstacle && !isOver(view) ? (
          <ObstacleNote obstacle={view.obstacle} enrollmentId={enrollmentId} />
        ) : (
          <>
            {view.stopped && <OverNote how="stopped" by={view.stopped} enrollmentId={enrollmentId} />}
            {view.finish?.state === 'sent' && (
              <OverNote how="finished" by={view.finish} enrollmentId={enrollmentId} />
            )}
            <div className={classNames('grid gap-5', plan.open && 'rail:grid-cols-[13rem_minmax(0,1fr)]')}>
              {plan.open && <StepOverview plan={plan} />}
              <div className="flex min-w-0 flex-col gap-3">
                {plan.steps.filter(isShown).map(({ step, state }) => (
                  <StepFrame
                    key={step}
                    step={step}
                    state={state}
                    open={step === plan.open}
                    summary={<StepSummary step={step} view={view} />}
                    again={plan.open !== null && isRepeatable(step, view)}
                  >
                    <StepContent step={step} view={view} wording={wording} />
                  </StepFrame>
                ))}
              </div>
            </div>
            <FocusStep step={plan.open ?? 'over'} />
            {view.consent && !isOver(view) && (
              <LazyPictureKeeper
                enrollmentId={enrollmentId}
                documentPages={view.documents.id_document_image.totalPages ?? 1}
              />
            )}
          </>
        )}
      </div>
    </Messages>
  )
}

const isOver = ({ stopped, finish }: AssistedView) => stopped !== null || finish?.state === 'sent'

/** What was sent can be sent once more, in another version; a consent cannot. */
function isRepeatable(step: AssistStep, view: AssistedView): boolean {
  if (step === 'route') return canTakeAnotherRoute(view)
  if (step === 'selfie') return view.selfie === 'needed'
  if (step === 'compare') return view.comparisons.length < 3 || view.comparisons.some(({ locked }) => !locked)
  return step === 'document'
}

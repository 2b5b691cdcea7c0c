import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Messages } from '@/app/_ui/messages'
import { canBeAskedAbout } from './_header/can-be-asked-about'
import { EnrollmentFacts } from './_header/enrollment-facts'
import { EnrollmentHeader } from './_header/enrollment-header'
import { EnrollmentTabs } from './_header/enrollment-tabs'
import { enrollmentTitle } from './_header/enrollment-title'
import { ErasedNote, isErased } from './_header/erased-note'
import { SettlePanel } from './_header/settle-panel'
import { Keeping } from './_keeping/keeping'
import { LiveUpdates } from './_live/live-updates'
import { StepList } from './_steps/step-list'
import { readEnrollmentPage } from './read-enrollment-page'

type Address = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Address): Promise<Metadata> {
  const { enrollment } = await readEnrollmentPage((await params).id)
  const t = await getTranslations('enrollment')
  return { title: enrollmentTitle(enrollment) ?? t('metaTitle') }
}

export default async function EnrollmentLayout({ params, children }: Address & { children: ReactNode }) {
  const { ctx, enrollment } = await readEnrollmentPage((await params).id)
  return (
    <Messages namespaces={['enrollment', 'evidence', 'report', 'errors']}>
      <div className="flex flex-col gap-4">
        <EnrollmentHeader enrollment={enrollment} />
        {enrollment.canSettle && (
          <SettlePanel enrollmentId={enrollment.id} canAsk={canBeAskedAbout(enrollment)} />
        )}
        {isErased(enrollment) && <ErasedNote enrollment={enrollment} />}
        <EnrollmentFacts enrollment={enrollment} revealMinutes={ctx.settings.REVEAL_MINUTES} />
        <StepList enrollment={enrollment} />
        {enrollment.canSeeEvidence && <Keeping enrollmentId={enrollment.id} />}
        <div className="flex">
          <EnrollmentTabs enrollmentId={enrollment.id} evidence={enrollment.canSeeEvidence} />
          <div className="flex items-center border-b border-line pl-3">
            <LiveUpdates enrollmentId={enrollment.id} revision={enrollment.revision} />
          </div>
        </div>
        {children}
      </div>
    </Messages>
  )
}

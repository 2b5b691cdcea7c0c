import { LinkPanel } from '@/app/_enrollment-link/link-panel'
import type { EnrollmentView } from '@/lib/enrollments/get-enrollment'
import { PackActions } from '../_pack/pack-actions'
import { AssistLink } from './assist-link'
import { canBeAskedAbout } from './can-be-asked-about'
import { ReconcileButton } from './reconcile-button'
import { ReportLink } from './report-link'
import { ShareLink } from './share-link'

/** What can be done now, by status and by role: one primary action. */
export function EnrollmentActions({ enrollment }: { enrollment: EnrollmentView }) {
  const { id, canShare, assist } = enrollment
  return (
    <>
      {mayAsk(enrollment) && <ReconcileButton enrollmentId={id} />}
      {assist && <AssistLink enrollmentId={id} offer={assist} primary={!canShare} />}
      {canShare && (
        <ShareLink>
          <LinkPanel enrollmentId={id} language={enrollment.language} />
        </ShareLink>
      )}
      {mayRead(enrollment) && <PackActions enrollmentId={id} />}
      {mayRead(enrollment) && <ReportLink enrollmentId={id} />}
    </>
  )
}

/** Whether there is anything to do at all. */
export const hasActions = (enrollment: EnrollmentView) =>
  enrollment.canShare || enrollment.assist !== null || mayAsk(enrollment) || mayRead(enrollment)

/** A creation without answer has its own panel to ask from. */
const mayAsk = (enrollment: EnrollmentView) =>
  enrollment.status !== 'UNCONFIRMED' && canBeAskedAbout(enrollment)

const mayRead = ({ status, canSeeEvidence }: EnrollmentView) =>
  canSeeEvidence && (status === 'OK' || status === 'KO')

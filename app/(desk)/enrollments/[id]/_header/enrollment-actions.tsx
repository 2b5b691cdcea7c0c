import { LinkPanel } from '@/app/_enrollment-link/link-panel'
import type { EnrollmentView } from '@/lib/enrollments/get-enrollment'
import { canBeAskedAbout } from './can-be-asked-about'
import { ReconcileButton } from './reconcile-button'
import { ReportLink } from './report-link'
import { ShareLink } from './share-link'

/** What can be done now, by status and by role: one primary action. */
export function EnrollmentActions({ enrollment }: { enrollment: EnrollmentView }) {
  const { id, status, canShare, canSeeEvidence } = enrollment
  const judged = status === 'OK' || status === 'KO'
  return (
    <>
      {status !== 'UNCONFIRMED' && canBeAskedAbout(enrollment) && <ReconcileButton enrollmentId={id} />}
      {canShare && (
        <ShareLink>
          <LinkPanel enrollmentId={id} language={enrollment.language} />
        </ShareLink>
      )}
      {judged && canSeeEvidence && <ReportLink enrollmentId={id} />}
    </>
  )
}

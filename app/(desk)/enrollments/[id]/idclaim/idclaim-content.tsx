import { orPageError } from '@/app/_errors/page-error'
import { DeskError } from '@/lib/errors'
import { checkIdclaim } from '@/lib/evidence/check-idclaim'
import { readEvidence } from '@/lib/evidence/read-evidence'
import { readEnrollmentPage } from '../read-enrollment-page'
import { CheckedContainer } from './checked-container'
import { DamagedIdclaim, FailedIdclaim, NoIdclaim, PendingIdclaim } from './idclaim-states'

/** The idclaim and what its check found, or why there is none to check. */
export async function IdclaimContent({ enrollmentId }: { enrollmentId: string }) {
  const { ctx, enrollment } = await readEnrollmentPage(enrollmentId)
  const view = await orPageError(readEvidence(ctx, { enrollmentId }))
  const { state, job, items } = view.kinds.idclaim
  const [current] = items
  if (current && state !== 'damaged') {
    const checked = await orPageError(checkIdclaim(ctx, { evidenceId: current.id }).catch(damaged))
    if (checked !== 'damaged') return <CheckedContainer checked={checked} />
  }
  if (current) return <DamagedIdclaim isComing={job?.state === 'ready' || job?.state === 'leased'} />
  if (state === 'failed' && job) return <FailedIdclaim job={job} canRetry={view.canRetry} />
  if (state === 'pending' && job) return <PendingIdclaim job={job} canRetry={view.canRetry} />
  return <NoIdclaim status={view.status} makesIdclaim={enrollment.process.makesIdclaim} />
}

/** Kept bytes that are no longer what was captured are news for the reader, not a broken page. */
function damaged(error: unknown): 'damaged' {
  if (error instanceof DeskError && error.code === 'DAMAGED') return 'damaged'
  throw error
}

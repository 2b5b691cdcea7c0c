import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { EVIDENCE_KINDS } from '@/db/schema/evidence'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { findVisibleEnrollment } from '@/lib/enrollments/find-visible-enrollment'
import { DeskError } from '@/lib/errors'
import { enqueueJob } from '@/lib/jobs/enqueue-job'
import { wakeWorkers } from '@/lib/jobs/wake-workers'
import { refuseErased } from '@/lib/retention/refuse-erased'
import { authorize } from '@/lib/staff/authorize'
import { CAPTURE_JOBS } from './capture-kinds'
import { hasVerdict, touchEnrollment } from './capture-outcome'

export const recaptureEvidenceInput = z.object({
  enrollmentId: z.string().min(1).max(64),
  kind: z.enum(EVIDENCE_KINDS),
})

/**
 * Has a kind of evidence fetched once more, though it may be kept already: what differs is kept beside it. Does nothing
 * more when its job is waiting or running. Audited.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND, CONFLICT when ID360 makes none: no verdict, or no idclaim;
 *   CONFLICT (`erased`) when the person or the evidence was erased
 */
export async function recaptureEvidence(
  ctx: Context,
  input: z.input<typeof recaptureEvidenceInput>,
): Promise<void> {
  const actor = authorize(ctx, 'evidence.retry')
  const { enrollmentId, kind } = recaptureEvidenceInput.parse(input)
  const { process } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    const row = await findVisibleEnrollment(ctx, actor, enrollmentId, tx)
    if (!hasVerdict(row.status)) throw new DeskError('CONFLICT', 'there is no verdict, hence no evidence')
    const [its] = await tx
      .select({ makesIdclaim: process.makesIdclaim })
      .from(process)
      .where(eq(process.id, row.processId))
    if (kind === 'idclaim' && !its?.makesIdclaim) {
      throw new DeskError('CONFLICT', 'its process makes no idclaim')
    }
    const held = await touchEnrollment(ctx, tx, enrollmentId)
    if (held) refuseErased(held)
    await enqueueJob(ctx, tx, { kind: CAPTURE_JOBS[kind], subjectId: enrollmentId, again: true })
    await writeAudit(ctx, tx, {
      action: 'evidence.recapture_asked',
      targetKind: 'enrollment',
      targetId: enrollmentId,
      details: { kind },
    })
  })
  wakeWorkers()
}

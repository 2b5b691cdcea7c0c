import { and, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { findVisibleEnrollment } from '@/lib/enrollments/find-visible-enrollment'
import { DeskError, notFound } from '@/lib/errors'
import { CAPTURE_JOB_KINDS, evidenceKindOf } from '@/lib/evidence/capture-kinds'
import { authorize } from '@/lib/staff/authorize'
import { problemCode } from './job-failure'
import { wakeWorkers } from './wake-workers'

export const retryJobInput = z.object({ jobId: z.string().min(1).max(64) })

/**
 * Has a capture tried again, now: one that was given up starts over, one that waits no longer waits. Audited.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND, CONFLICT when it is running or done
 */
export async function retryJob(ctx: Context, input: z.input<typeof retryJobInput>): Promise<void> {
  const actor = authorize(ctx, 'evidence.retry')
  const { jobId } = retryJobInput.parse(input)
  const { job, enrollment } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    const [row] = await tx
      .select()
      .from(job)
      .where(and(eq(job.id, jobId), inArray(job.kind, CAPTURE_JOB_KINDS)))
    if (!row) throw notFound('job')
    await findVisibleEnrollment(ctx, actor, row.subjectId, tx)
    // The page shows the enrollment: it must learn of this. Enrollment first, then job, as everywhere.
    await tx
      .update(enrollment)
      .set({ revision: sql`${enrollment.revision} + 1` })
      .where(eq(enrollment.id, row.subjectId))
    const retried = await tx
      .update(job)
      .set({ state: 'ready', runAt: ctx.clock(), attempts: 0, leaseUntil: null, finishedAt: null })
      .where(and(eq(job.id, jobId), inArray(job.state, ['dead', 'ready'])))
      .returning({ id: job.id })
    if (retried.length === 0) throw new DeskError('CONFLICT', 'the job is running or done')
    await writeAudit(ctx, tx, {
      action: 'evidence.retried',
      targetKind: 'enrollment',
      targetId: row.subjectId,
      details: { jobId, kind: evidenceKindOf(row.kind), error: problemCode(row.lastError) },
    })
  })
  wakeWorkers()
}

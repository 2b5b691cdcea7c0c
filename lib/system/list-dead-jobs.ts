import { desc, eq } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { CAPTURE_JOB_KINDS } from '@/lib/evidence/capture-kinds'
import { type JobView, jobView } from '@/lib/jobs/job-view'
import { authorize } from '@/lib/staff/authorize'

/** A job that was given up. */
export type DeadJob = JobView & {
  kind: string
  /** The enrollment that a capture is about; null for other jobs, which start over by themselves when next due. */
  enrollmentId: string | null
}

const SHOWN = 20

/**
 * The latest twenty jobs that were given up. Captures may be tried again with `retryJob`.
 * @throws DeskError SIGNED_OUT, FORBIDDEN
 */
export async function listDeadJobs(ctx: Context): Promise<DeadJob[]> {
  authorize(ctx, 'system.view')
  const { job } = ctx.store.tables
  const rows = await ctx.store.read
    .select()
    .from(job)
    .where(eq(job.state, 'dead'))
    .orderBy(desc(job.runAt))
    .limit(SHOWN)
  return rows.map((row) => ({
    ...jobView(row),
    kind: row.kind,
    enrollmentId: CAPTURE_JOB_KINDS.includes(row.kind) ? row.subjectId : null,
  }))
}

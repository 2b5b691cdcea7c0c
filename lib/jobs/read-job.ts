import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '@/lib/context'
import { findVisibleEnrollment } from '@/lib/enrollments/find-visible-enrollment'
import { authorize } from '@/lib/staff/authorize'
import { JOB_KINDS } from './enqueue-job'
import { type JobView, jobView } from './job-view'

export const readJobInput = z.object({
  kind: z.enum(JOB_KINDS),
  /** An enrollment's id. */
  subjectId: z.string().min(1).max(64),
})

/**
 * The state of an enrollment's job of a kind; null when there has been none.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND (no such enrollment, or of another group)
 */
export async function readJob(ctx: Context, input: z.input<typeof readJobInput>): Promise<JobView | null> {
  const actor = authorize(ctx, 'enrollments.list')
  const { kind, subjectId } = readJobInput.parse(input)
  await findVisibleEnrollment(ctx, actor, subjectId)
  const { job } = ctx.store.tables
  const [row] = await ctx.store.read
    .select()
    .from(job)
    .where(and(eq(job.kind, kind), eq(job.subjectId, subjectId)))
  return row ? jobView(row) : null
}

import { eq } from 'drizzle-orm'
import { Id360Error } from '@/lib/id360/errors'
import { isFinalStatus } from '@/lib/id360/statuses'
import { JobFailure } from '@/lib/jobs/job-failure'
import type { JobHandler } from '@/lib/jobs/job-handler'
import { askId360, takeAnswer } from './reconcile-enrollment'

/** Asks ID360 about one enrollment that has gone silent. The sweep enqueues it, not more often than it may. */
export const reconcileJob: JobHandler = {
  async run(ctx, job) {
    const { enrollment } = ctx.store.tables
    const [row] = await ctx.store.read.select().from(enrollment).where(eq(enrollment.id, job.subjectId))
    if (!row) throw new JobFailure('no_enrollment', 'the enrollment does not exist', { permanent: true })
    // A callback was quicker, or the person was erased.
    if (isFinalStatus(row.status) || row.erasedAt !== null) return async () => {}
    try {
      return takeAnswer(ctx, row, await askId360(ctx, row))
    } catch (error) {
      if (!(error instanceof Id360Error) || error.kind !== 'not_found') throw error
      throw new JobFailure('gone', 'ID360 no longer knows the enrollment', { permanent: true, cause: error })
    }
  },
}

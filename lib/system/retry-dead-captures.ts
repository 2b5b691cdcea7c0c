import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { CAPTURE_JOB_KINDS } from '@/lib/evidence/capture-kinds'
import { retryJob } from '@/lib/jobs/retry-job'
import { authorize } from '@/lib/staff/authorize'

const AT_ONCE = 200

/**
 * Has the latest 200 captures that were given up tried again, as after an outage of ID360; each is audited like one that
 * is retried alone. What somebody else retried meanwhile, or may alone retry, is passed over.
 * @returns how many start over
 * @throws DeskError SIGNED_OUT, FORBIDDEN
 */
export async function retryDeadCaptures(ctx: Context): Promise<{ retried: number }> {
  authorize(ctx, 'evidence.retry')
  const { job } = ctx.store.tables
  const dead = await ctx.store.read
    .select({ jobId: job.id })
    .from(job)
    .where(and(eq(job.state, 'dead'), inArray(job.kind, [...CAPTURE_JOB_KINDS])))
    .orderBy(desc(job.runAt))
    .limit(AT_ONCE)
  let retried = 0
  for (const one of dead) {
    try {
      await retryJob(ctx, one)
      retried += 1
    } catch (error) {
      if (!(error instanceof DeskError && ['NOT_FOUND', 'CONFLICT'].includes(error.code))) throw error
    }
  }
  return { retried }
}

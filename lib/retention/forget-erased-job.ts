import { stat } from 'node:fs/promises'
import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'
import { dateIn, startOfDay } from '@/lib/enrollments/zoned-days'
import { enqueueJob } from '@/lib/jobs/enqueue-job'
import { JobFailure } from '@/lib/jobs/job-failure'
import type { JobHandler } from '@/lib/jobs/job-handler'
import { newId } from '@/lib/new-id'

/** Writing so much anew takes about a second, during which nobody else writes: what is larger waits for the night. */
const BY_DAY_BYTES = 256 * 1024 * 1024
const NIGHT_HOUR_MS = 3 * 60 * 60_000

/**
 * Has the files of the database written anew, so that nothing of what was erased is left in them. One job for each
 * transaction that erases, so that none comes just too late for a rewriting that has begun; those that waited when it
 * began are done with it.
 */
export const forgetErasedJob: JobHandler = {
  async run(ctx) {
    const { job } = ctx.store.tables
    const isWaiting = and(eq(job.kind, 'forget-erased'), eq(job.state, 'ready'))
    const waiting = await ctx.store.read.select({ id: job.id }).from(job).where(isWaiting)
    if (!(await ctx.store.forgetErased())) {
      throw new JobFailure('database_busy', 'somebody reads the database')
    }
    return async (tx) => {
      const ids = waiting.map(({ id }) => id)
      if (ids.length > 0) await tx.delete(job).where(and(isWaiting, inArray(job.id, ids)))
    }
  },
}

/** To be called in the transaction that erases. */
export async function scheduleForgetting(ctx: Context, tx: Tx): Promise<void> {
  const runAt = (await isLarge(ctx)) ? nextNight(ctx) : ctx.clock()
  await enqueueJob(ctx, tx, { kind: 'forget-erased', subjectId: newId(), runAt })
}

async function isLarge({ store, settings }: Context): Promise<boolean> {
  if (store.dialect !== 'sqlite') return false
  const facts = await stat(settings.DATABASE_URL.replace(/^file:/, '')).catch(() => null)
  return facts !== null && facts.size > BY_DAY_BYTES
}

/** Three hours after the next midnight of the desk's zone. */
function nextNight({ settings, clock }: Context): number {
  return startOfDay(dateIn(settings.TIME_ZONE, clock()), settings.TIME_ZONE, 1) + NIGHT_HOUR_MS
}

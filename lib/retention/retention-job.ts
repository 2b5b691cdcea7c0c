import { eq } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { readDeskSetting } from '@/lib/desk-setting'
import { enqueueJob } from '@/lib/jobs/enqueue-job'
import { JobFailure } from '@/lib/jobs/job-failure'
import type { JobHandler } from '@/lib/jobs/job-handler'
import { wakeWorkers } from '@/lib/jobs/wake-workers'
import { eraseDue } from './erase-due'
import { findDue, findNoLongerKept } from './find-due'
import { DAY_MS } from './retention-rules'

/** The whole desk: there is one such job. */
const SUBJECT = 'desk'

/** Erases what is past its period. */
export const retentionJob: JobHandler = {
  async run(ctx, _job, signal) {
    const erased = await eraseDue(ctx, { signal }).catch((error) => {
      if (!signal.aborted) throw error
      throw new JobFailure('stopped', 'the worker stopped in the middle')
    })
    ctx.log.info(erased, 'what was past its period is erased')
    return async () => {}
  },
}

/**
 * Puts the job in the outbox when its last run ended a day ago and something is due. While no period is set that is only
 * evidence which was kept because of the law.
 * @returns whether it did
 */
export async function scheduleRetention(ctx: Context): Promise<boolean> {
  const { job } = ctx.store.tables
  const [known] = await ctx.store.read
    .select({ state: job.state, finishedAt: job.finishedAt })
    .from(job)
    .where(eq(job.kind, 'retention'))
  if (known?.state === 'ready' || known?.state === 'leased') return false
  if (ctx.clock() - (known?.finishedAt ?? 0) < DAY_MS) return false
  const { value } = await readDeskSetting(ctx, 'retention')
  const due = await findDue(ctx, value, { after: null, limit: 1 })
  if (due.length === 0 && !(await isAnythingFree(ctx))) return false
  await ctx.store.tx((tx) => enqueueJob(ctx, tx, { kind: 'retention', subjectId: SUBJECT, again: true }))
  wakeWorkers()
  return true
}

async function isAnythingFree(ctx: Context): Promise<boolean> {
  for await (const page of findNoLongerKept(ctx)) if (page.length > 0) return true
  return false
}

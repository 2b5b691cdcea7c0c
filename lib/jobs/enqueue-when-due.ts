import { and, eq } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { enqueueJob, type NewJob } from './enqueue-job'
import { wakeWorkers } from './wake-workers'

/**
 * Puts a job that comes round in the outbox when its work (`lastAt`, epoch milliseconds), or its last attempt at it, is
 * `everyMs` ago. Returns whether it did.
 */
export async function enqueueWhenDue(
  ctx: Context,
  {
    kind,
    subjectId,
    everyMs,
    lastAt,
  }: Pick<NewJob, 'kind' | 'subjectId'> & { everyMs: number; lastAt: number },
): Promise<boolean> {
  const { job } = ctx.store.tables
  const [known] = await ctx.store.read
    .select({ state: job.state, finishedAt: job.finishedAt })
    .from(job)
    .where(and(eq(job.kind, kind), eq(job.subjectId, subjectId)))
  if (known?.state === 'ready' || known?.state === 'leased') return false
  if (ctx.clock() - Math.max(lastAt, known?.finishedAt ?? 0) < everyMs) return false
  await ctx.store.tx((tx) => enqueueJob(ctx, tx, { kind, subjectId, again: true }))
  wakeWorkers()
  return true
}

import { and, asc, eq, isNotNull, isNull, lt, or } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { enqueueJob } from '@/lib/jobs/enqueue-job'
import { wakeWorkers } from '@/lib/jobs/wake-workers'
import { authorizeSystem } from '@/lib/staff/authorize'

const PER_PASS = 50
const MINUTE = 60_000
/** An enrollment that could not be reconciled is asked about again only after a day. */
const GIVEN_UP_FOR_MS = 24 * 60 * MINUTE

/**
 * Has the enrollments reconciled that are not final and of which nothing was heard for RECONCILE_AFTER_MINUTES: a lost
 * callback must not leave a person waiting for ever. The longest silent first, 50 a pass. Each is a job of its own, so
 * that a failure is retried and visible, delays no other, and none is asked about twice at a time. Returns how many.
 * @throws DeskError FORBIDDEN unless the desk itself asks
 */
export async function sweepSilentEnrollments(ctx: Context): Promise<number> {
  authorizeSystem(ctx)
  const silentSince = ctx.clock() - ctx.settings.RECONCILE_AFTER_MINUTES * MINUTE
  // One status at a time: the index then gives them oldest first, without passing over a million ended ones.
  const [neverBegun, begun] = await Promise.all([
    findSilent(ctx, 'NEW', silentSince),
    findSilent(ctx, 'STARTED', silentSince),
  ])
  const silent = [...neverBegun, ...begun].sort((a, b) => a.lastNewsAt - b.lastNewsAt).slice(0, PER_PASS)
  if (silent.length === 0) return 0
  await ctx.store.tx(async (tx) => {
    for (const { id } of silent) await enqueueJob(ctx, tx, { kind: 'reconcile', subjectId: id, again: true })
  })
  ctx.log.info({ enrollments: silent.length }, 'silent enrollments are being reconciled')
  wakeWorkers()
  return silent.length
}

function findSilent(ctx: Context, status: 'NEW' | 'STARTED', silentSince: number) {
  const { enrollment, job } = ctx.store.tables
  return ctx.store.read
    .select({ id: enrollment.id, lastNewsAt: enrollment.lastNewsAt })
    .from(enrollment)
    .leftJoin(job, and(eq(job.kind, 'reconcile'), eq(job.subjectId, enrollment.id)))
    .where(
      and(
        eq(enrollment.status, status),
        lt(enrollment.lastNewsAt, silentSince),
        isNotNull(enrollment.id360Id),
        isNull(enrollment.erasedAt),
        or(
          isNull(job.id),
          // An answer is news, even the same one again: what is silent now was answered long enough ago.
          eq(job.state, 'done'),
          and(eq(job.state, 'dead'), lt(job.finishedAt, ctx.clock() - GIVEN_UP_FOR_MS)),
        ),
      ),
    )
    .orderBy(asc(enrollment.lastNewsAt), asc(enrollment.id))
    .limit(PER_PASS)
}

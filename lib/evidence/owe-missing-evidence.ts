import { setImmediate } from 'node:timers/promises'
import { and, asc, eq, gt, inArray } from 'drizzle-orm'
import type { EvidenceKind } from '@/db/schema/evidence'
import type { Context } from '@/lib/context'
import { enqueueJob } from '@/lib/jobs/enqueue-job'
import { JobFailure } from '@/lib/jobs/job-failure'
import type { JobHandler } from '@/lib/jobs/job-handler'
import { wakeWorkers } from '@/lib/jobs/wake-workers'
import { CAPTURE_JOB_KINDS, CAPTURE_JOBS } from './capture-kinds'
import { hasVerdict } from './capture-outcome'
import { leavesAt } from './leaves-at'
import { type Debt, markOwed, oweEvidence } from './owe-evidence'

/** The whole desk: there is one such job. */
const SUBJECT = 'evidence'
const PAGE = 200
/** Pages that owe something run so far apart: what ends today does not wait behind two months. */
const PACE_MS = 30_000

/**
 * Desks that captured reports before they captured the other kinds, or before they wrote down what is owed, have
 * enrollments whose evidence nobody fetches. Owes it once, as long as ID360 still has it: the oldest first, which leave
 * ID360 first. Idempotent: it may stop anywhere and begin again.
 */
export const oweMissingEvidenceJob: JobHandler = {
  async run(ctx, _job, signal) {
    await oweMissingEvidence(ctx, signal)
    return async () => {}
  },
}

/** Puts it in the outbox, unless it has been done. A start of the desk gives one that gave up another try. */
export async function scheduleOweMissingEvidence(ctx: Context): Promise<void> {
  const { job } = ctx.store.tables
  const [known] = await ctx.store.read
    .select({ state: job.state })
    .from(job)
    .where(and(eq(job.kind, 'owe-missing-evidence'), eq(job.subjectId, SUBJECT)))
  if (known !== undefined && known.state !== 'dead') return
  await ctx.store.tx((tx) =>
    enqueueJob(ctx, tx, { kind: 'owe-missing-evidence', subjectId: SUBJECT, again: true }),
  )
  wakeWorkers()
}

/**
 * Walks the captures of reports along their index, a page at a time; a page on which nothing is missing is only read.
 * Returns how many captures it owed.
 * @throws JobFailure `stopped` when `signal` aborts
 */
export async function oweMissingEvidence(ctx: Context, signal?: AbortSignal): Promise<number> {
  let owed = 0
  let pagesOwed = 0
  for (let after: string | null = ''; after !== null; ) {
    if (signal?.aborted) throw new JobFailure('stopped', 'the worker stopped in the middle')
    const { missing, last } = await readPage(ctx, after)
    if (missing.length > 0) {
      const runAt = ctx.clock() + pagesOwed * PACE_MS
      await ctx.store.tx(async (tx) => {
        for (const { job, ...debt } of missing) {
          if (job === 'there') await markOwed(ctx, tx, debt)
          else await oweEvidence(ctx, tx, debt, { runAt })
        }
      })
      wakeWorkers()
      owed += missing.length
      pagesOwed += 1
    }
    after = last
    // SQLite answers without waiting: requests must come in between.
    await setImmediate()
  }
  if (owed > 0) ctx.log.info({ owed }, 'evidence that nobody had asked for is owed now')
  return owed
}

/** `there`: the job exists, only that it is owed was never written down. */
type Missing = Debt & { job: 'there' | 'missing' }

async function readPage(ctx: Context, after: string): Promise<{ missing: Missing[]; last: string | null }> {
  const { job, enrollment, process } = ctx.store.tables
  const reports = await ctx.store.read
    .select({ enrollmentId: job.subjectId, state: job.state })
    .from(job)
    .where(and(eq(job.kind, CAPTURE_JOBS.report), gt(job.subjectId, after)))
    .orderBy(asc(job.subjectId))
    .limit(PAGE)
  const last = reports.length < PAGE ? null : (reports.at(-1)?.enrollmentId ?? null)
  const ids = reports.map(({ enrollmentId }) => enrollmentId)
  if (ids.length === 0) return { missing: [], last }
  const rows = await ctx.store.read
    .select({
      enrollmentId: enrollment.id,
      status: enrollment.status,
      finishedAt: enrollment.finishedAt,
      makesIdclaim: process.makesIdclaim,
    })
    .from(enrollment)
    .innerJoin(process, eq(process.id, enrollment.processId))
    .where(inArray(enrollment.id, ids))
  const now = ctx.clock()
  const due = rows.filter((row) => hasVerdict(row.status) && leavesAt(ctx, row.finishedAt) > now)
  const known = await readKnown(
    ctx,
    due.map(({ enrollmentId }) => enrollmentId),
  )
  const missing = due
    .toSorted((a, b) => (a.enrollmentId < b.enrollmentId ? -1 : 1))
    .flatMap(({ enrollmentId, finishedAt, makesIdclaim }): Missing[] => {
      const has = (what: string) => known.has(`${enrollmentId} ${what}`)
      const debt = { enrollmentId, finishedAt }
      if (!has('report')) {
        const ended = reports.find((one) => one.enrollmentId === enrollmentId)?.state === 'done'
        return ended || has('owed report') ? [] : [{ ...debt, kind: 'report', job: 'there' }]
      }
      const siblings: EvidenceKind[] = makesIdclaim
        ? ['proof_slip', 'idclaim', 'document']
        : ['proof_slip', 'document']
      return siblings
        .filter((kind) => !has(CAPTURE_JOBS[kind]))
        .map((kind) => ({ ...debt, kind, job: 'missing' }))
    })
  return { missing, last }
}

/** What is known of these enrollments: `{id} report` for a captured report, `{id} owed report`, `{id} {kind of job}`. */
async function readKnown(ctx: Context, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { job, evidence, evidenceOwed } = ctx.store.tables
  const [jobs, captured, owed] = await Promise.all([
    ctx.store.read
      .select({ id: job.subjectId, what: job.kind })
      .from(job)
      .where(and(inArray(job.kind, [...CAPTURE_JOB_KINDS]), inArray(job.subjectId, ids))),
    ctx.store.read
      .select({ id: evidence.enrollmentId, what: evidence.kind })
      .from(evidence)
      .where(and(inArray(evidence.enrollmentId, ids), eq(evidence.kind, 'report'))),
    ctx.store.read
      .select({ id: evidenceOwed.enrollmentId, what: evidenceOwed.kind })
      .from(evidenceOwed)
      .where(and(inArray(evidenceOwed.enrollmentId, ids), eq(evidenceOwed.kind, 'report'))),
  ])
  return new Set([
    ...[...jobs, ...captured].map(({ id, what }) => `${id} ${what}`),
    ...owed.map(({ id, what }) => `${id} owed ${what}`),
  ])
}

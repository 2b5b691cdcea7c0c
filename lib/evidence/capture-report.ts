import { and, desc, eq, inArray } from 'drizzle-orm'
import type { EvidenceKind, EvidenceOrigin } from '@/db/schema/evidence'
import type { Tx } from '@/db/store'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { JobFailure } from '@/lib/jobs/job-failure'
import type { ClaimedJob, JobHandler, Outcome } from '@/lib/jobs/job-handler'
import { wakeWorkers } from '@/lib/jobs/wake-workers'
import { addEvidence } from './add-evidence'
import { CAPTURE_JOBS } from './capture-kinds'
import { enrollmentToCapture, gaveUpCapture, hasVerdict, isErased, touchEnrollment } from './capture-outcome'
import { fetchEvidence } from './fetch-evidence'
import { keepFile } from './keep-file'
import { oweEvidence, settleEvidence } from './owe-evidence'
import type { StagedFile } from './sealed-files'

/**
 * Fetches the report of an enrollment that has a verdict, keeps it byte for byte, and says whether it confirms what the
 * callback said. Reports vanish from ID360 after some 60 days [seed, client]; a 404 means that this one has, and then
 * the archive is asked, when the desk has a person's account. The other kinds of evidence are captured by jobs of their
 * own: those that need no report are enqueued first, so that a report that cannot be had does not keep them back.
 */
export const captureReport: JobHandler = {
  async run(ctx, job, signal) {
    const row = await enrollmentToCapture(ctx, job)
    // Another final callback may have come since, without a verdict: ID360 then has no report to give.
    if (!row) return (tx) => settleEvidence(ctx, tx, { enrollmentId: job.subjectId, kind: 'report' })
    await enqueueSiblings(ctx, row)
    const fetched = await fetchReport(ctx, row.id360Id, signal)
    // On disk before the row that names it is committed; a crash in between leaves a file that the next attempt replaces.
    await keepFile(ctx, fetched.staged)
    return writeReport(ctx, job, fetched)
  },
  gaveUp: gaveUpCapture('report'),
}

/** The proof slip, and the idclaim of a process that makes one [seed]. */
async function enqueueSiblings(
  ctx: Context,
  row: { id: string; processId: string; finishedAt: number | null },
): Promise<void> {
  const { job, process } = ctx.store.tables
  const [[its], known] = await Promise.all([
    ctx.store.read
      .select({ makesIdclaim: process.makesIdclaim })
      .from(process)
      .where(eq(process.id, row.processId)),
    ctx.store.read
      .select({ kind: job.kind })
      .from(job)
      .where(
        and(eq(job.subjectId, row.id), inArray(job.kind, [CAPTURE_JOBS.proof_slip, CAPTURE_JOBS.idclaim])),
      ),
  ])
  const due: EvidenceKind[] = its?.makesIdclaim ? ['proof_slip', 'idclaim'] : ['proof_slip']
  const missing = due.filter((kind) => !known.some((job) => job.kind === CAPTURE_JOBS[kind]))
  if (missing.length === 0) return
  await ctx.store.tx(async (tx) => {
    const held = await touchEnrollment(ctx, tx, row.id)
    if (!held || isErased(held)) return
    for (const kind of missing) {
      await oweEvidence(ctx, tx, { enrollmentId: row.id, kind, finishedAt: row.finishedAt })
    }
  })
  wakeWorkers()
}

type FetchedReport = { staged: StagedFile; status: string; source: string; origin: EvidenceOrigin }

/** Streams the report into a sealed staged file, and reads its status. What is no report is not kept. */
async function fetchReport(ctx: Context, id360Id: string, signal: AbortSignal): Promise<FetchedReport> {
  const source = `/enrollment/${id360Id}/report`
  const pieces: Uint8Array[] = []
  const { staged, origin } = await fetchAnywhere(ctx, id360Id, signal, (piece) => pieces.push(piece))
  const status = reportStatus(Buffer.concat(pieces))
  if (status !== null) {
    return { staged, status, origin, source: origin === 'archive' ? `${source}/archive` : source }
  }
  await staged.discard()
  throw new JobFailure('malformed_report', 'the answer is not a report')
}

async function fetchAnywhere(
  ctx: Context,
  id360Id: string,
  signal: AbortSignal,
  onPiece: (piece: Uint8Array) => void,
): Promise<{ staged: StagedFile; origin: EvidenceOrigin }> {
  try {
    const { staged } = await fetchEvidence(ctx, () => ctx.id360.report(id360Id), signal, onPiece)
    return { staged, origin: 'live' }
  } catch (error) {
    if (!(error instanceof JobFailure) || error.code !== 'gone') throw error
    const { id360User } = ctx
    if (id360User === null) {
      const why = 'ID360 no longer has the report, and there is no account for the archive'
      throw new JobFailure('archive_account_missing', why, { permanent: true, cause: error })
    }
    const { staged } = await fetchEvidence(ctx, () => id360User.archivedReport(id360Id), signal, onPiece)
    return { staged, origin: 'archive' }
  }
}

/** The verdict a report gives; null when the bytes are not a whole JSON object with a status: no report then. */
export function reportStatus(bytes: Uint8Array): string | null {
  try {
    const report: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (typeof report !== 'object' || report === null || !('status' in report)) return null
    return typeof report.status === 'string' && report.status !== '' ? report.status : null
  } catch {
    return null
  }
}

function writeReport(ctx: Context, job: ClaimedJob, fetched: FetchedReport): Outcome {
  const { staged, status, source, origin } = fetched
  const enrollmentId = job.subjectId
  return async (tx) => {
    // Taken first, and read here: a callback may have changed the verdict while the report was on its way.
    const row = await touchEnrollment(ctx, tx, enrollmentId)
    const before = await latestReport(ctx, tx, enrollmentId)
    await settleEvidence(ctx, tx, { enrollmentId, kind: 'report' })
    const judged = row && hasVerdict(row.status) && !isErased(row) ? row : null
    if (judged) {
      await captureTheRest(ctx, tx, {
        enrollmentId,
        finishedAt: judged.finishedAt,
        changed: before !== undefined && before.sha256 !== staged.sha256,
      })
    }
    // What is told in the audit log comes last: others who write there wait from then on.
    await addEvidence(
      ctx,
      tx,
      { enrollmentId, kind: 'report', contentType: 'application/json', state: 'sound', source, origin },
      staged,
    )
    if (judged) await confirm(ctx, tx, { enrollmentId, verdict: judged.status, status })
  }
}

async function latestReport(ctx: Context, tx: Tx, enrollmentId: string) {
  const { evidence } = ctx.store.tables
  const [row] = await tx
    .select({ sha256: evidence.sha256 })
    .from(evidence)
    .where(and(eq(evidence.enrollmentId, enrollmentId), eq(evidence.kind, 'report')))
    .orderBy(desc(evidence.seenAt), desc(evidence.id))
    .limit(1)
  return row
}

/** The documents are named in the report; a report that changed may have changed everything. */
async function captureTheRest(
  ctx: Context,
  tx: Tx,
  { changed, ...owner }: { enrollmentId: string; finishedAt: number | null; changed: boolean },
) {
  const { job } = ctx.store.tables
  if (!changed) {
    const [known] = await tx
      .select({ id: job.id })
      .from(job)
      .where(and(eq(job.kind, CAPTURE_JOBS.document), eq(job.subjectId, owner.enrollmentId)))
    if (!known) await oweEvidence(ctx, tx, { ...owner, kind: 'document' })
    return
  }
  const siblings = await tx
    .select({ kind: job.kind })
    .from(job)
    .where(and(eq(job.subjectId, owner.enrollmentId), inArray(job.kind, Object.values(CAPTURE_JOBS))))
  const kinds = (['proof_slip', 'idclaim'] as const).filter((kind) =>
    siblings.some((one) => one.kind === CAPTURE_JOBS[kind]),
  )
  for (const kind of [...kinds, 'document' as const]) {
    await oweEvidence(ctx, tx, { ...owner, kind }, { again: true })
  }
}

async function confirm(
  ctx: Context,
  tx: Tx,
  { enrollmentId, verdict, status }: { enrollmentId: string; verdict: string; status: string },
) {
  const { enrollment } = ctx.store.tables
  const confirmation = status === verdict ? 'confirmed' : 'contradicted'
  await tx.update(enrollment).set({ confirmation }).where(eq(enrollment.id, enrollmentId))
  await writeAudit(ctx, tx, {
    action: `evidence.verdict_${confirmation}`,
    targetKind: 'enrollment',
    targetId: enrollmentId,
    details: { callback: verdict, report: status.slice(0, 40).replace(/[^\w ./-]/g, '?') },
  })
}

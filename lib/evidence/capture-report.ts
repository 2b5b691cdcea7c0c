import { eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/store'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { Id360Error } from '@/lib/id360/errors'
import { JobFailure } from '@/lib/jobs/job-failure'
import type { ClaimedJob, JobHandler, Outcome } from '@/lib/jobs/job-handler'
import { newId } from '@/lib/new-id'
import { type StagedFile, stageSealedFile } from './sealed-files'

/**
 * Fetches the report of an enrollment that has a verdict, keeps it byte for byte, and says whether it confirms what the
 * callback said. Reports vanish from ID360 after some 60 days [seed, client]; a 404 means that this one has.
 */
export const captureReport: JobHandler = {
  async run(ctx, job, signal) {
    const { enrollment } = ctx.store.tables
    const [row] = await ctx.store.read.select().from(enrollment).where(eq(enrollment.id, job.subjectId))
    if (!row) throw new JobFailure('no_enrollment', 'the enrollment does not exist', { permanent: true })
    // Another final callback may have come since, without a verdict: ID360 then has no report to give.
    if (!hasVerdict(row.status)) return async () => {}
    if (row.id360Id === null) throw new JobFailure('no_id360_id', 'its id at ID360 is not known yet')
    const { staged, status } = await fetchReport(ctx, row.id360Id, signal)
    // On disk before the row that names it is committed; a crash in between leaves a file that the next attempt replaces.
    await staged.keep()
    return writeReport(ctx, job, staged, status)
  },

  async gaveUp(ctx, tx, job, problem) {
    const { enrollment } = ctx.store.tables
    await tx
      .update(enrollment)
      .set({ revision: sql`${enrollment.revision} + 1` })
      .where(eq(enrollment.id, job.subjectId))
    await writeAudit(ctx, tx, {
      action: 'evidence.capture_failed',
      targetKind: 'enrollment',
      targetId: job.subjectId,
      details: { kind: 'report', error: problem.code, attempts: job.attempts },
    })
  },
}

const hasVerdict = (status: string) => status === 'OK' || status === 'KO'

/** Streams the report into a sealed staged file, and reads its status. What is no report is not kept. */
async function fetchReport(
  ctx: Context,
  id360Id: string,
  signal: AbortSignal,
): Promise<{ staged: StagedFile; status: string }> {
  const { stream } = await ctx.id360.report(id360Id).catch((error) => {
    if (!(error instanceof Id360Error) || error.kind !== 'not_found') throw error
    throw new JobFailure('gone', 'ID360 no longer has the report', { permanent: true, cause: error })
  })
  const pieces: Uint8Array[] = []
  async function* remembered() {
    for await (const piece of stream) {
      // Leaving the loop cancels the stream, and with it the line to ID360.
      if (signal.aborted) throw new JobFailure('stopped', 'the worker stopped in the middle')
      pieces.push(piece)
      yield piece
    }
  }
  const staged = await stageSealedFile(ctx, remembered())
  const status = reportStatus(Buffer.concat(pieces))
  if (status !== null) return { staged, status }
  await staged.discard()
  throw new JobFailure('malformed_report', 'the answer is not a report')
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

function writeReport(ctx: Context, job: ClaimedJob, file: StagedFile, status: string): Outcome {
  const { sha256, size, address } = file
  return async (tx) => {
    const { enrollment } = ctx.store.tables
    const mine = eq(enrollment.id, job.subjectId)
    // Taken first, and read here: a callback may have changed the verdict while the report was on its way.
    const [row] = await tx
      .update(enrollment)
      .set({ revision: sql`${enrollment.revision} + 1` })
      .where(mine)
      .returning({ status: enrollment.status })
    await addEvidence(ctx, tx, { enrollmentId: job.subjectId, sha256, size, address })
    const verdict = row?.status ?? ''
    if (!hasVerdict(verdict)) return
    const confirmed = status === verdict
    await tx
      .update(enrollment)
      .set({ confirmation: confirmed ? 'confirmed' : 'contradicted' })
      .where(mine)
    await writeAudit(ctx, tx, {
      action: confirmed ? 'evidence.verdict_confirmed' : 'evidence.verdict_contradicted',
      targetKind: 'enrollment',
      targetId: job.subjectId,
      details: { callback: verdict, report: status.slice(0, 40).replace(/[^\w ./-]/g, '?') },
    })
  }
}

async function addEvidence(
  ctx: Context,
  tx: Tx,
  file: { enrollmentId: string; sha256: string; size: number; address: string },
) {
  const { evidence } = ctx.store.tables
  const id = newId()
  const contentType = 'application/json'
  const added = await tx
    .insert(evidence)
    .values({ id, kind: 'report', contentType, capturedAt: ctx.clock(), ...file })
    .onConflictDoNothing({ target: [evidence.enrollmentId, evidence.kind, evidence.sha256] })
    .returning({ id: evidence.id })
  if (added.length === 0) return
  await writeAudit(ctx, tx, {
    action: 'evidence.captured',
    targetKind: 'enrollment',
    targetId: file.enrollmentId,
    details: { evidenceId: id, kind: 'report', sha256: file.sha256, size: file.size },
  })
}

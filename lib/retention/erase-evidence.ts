import { and, eq, inArray, ne } from 'drizzle-orm'
import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'
import { CAPTURE_JOB_KINDS } from '@/lib/evidence/capture-kinds'
import { enqueueJob } from '@/lib/jobs/enqueue-job'

/**
 * Takes the evidence of an enrollment out of the database, in the caller's transaction; each file then has a job that is
 * done only when it is gone (lib/retention/erase-file-job.ts). What was still to be captured no longer is.
 * @returns the addresses of the files
 */
export async function eraseEvidence(ctx: Context, tx: Tx, enrollmentId: string): Promise<string[]> {
  const { evidence } = ctx.store.tables
  const gone = await tx
    .delete(evidence)
    .where(eq(evidence.enrollmentId, enrollmentId))
    .returning({ address: evidence.address })
  await stopCaptures(ctx, tx, enrollmentId)
  const addresses = [...new Set(gone.map(({ address }) => address))]
  for (const subjectId of addresses) {
    await enqueueJob(ctx, tx, { kind: 'erase-file', subjectId, again: true })
  }
  return addresses
}

/** Nothing more of it is captured, and nothing of it is at risk. */
export async function stopCaptures(ctx: Context, tx: Tx, enrollmentId: string): Promise<void> {
  const { evidenceOwed, job } = ctx.store.tables
  await tx.delete(evidenceOwed).where(eq(evidenceOwed.enrollmentId, enrollmentId))
  // One that runs finds at its end that there is nothing to add to, and has its file removed.
  await tx
    .delete(job)
    .where(
      and(
        eq(job.subjectId, enrollmentId),
        inArray(job.kind, [...CAPTURE_JOB_KINDS]),
        ne(job.state, 'leased'),
      ),
    )
}

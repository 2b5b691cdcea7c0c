import { eq } from 'drizzle-orm'
import type { Tables } from '@/db/schema'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { wakeWorkers } from '@/lib/jobs/wake-workers'
import { isErased, touchEnrollment } from './capture-outcome'
import { leavesAt } from './leaves-at'
import { markOwed, oweEvidence } from './owe-evidence'
import {
  readSealedBytes,
  SealedFileError,
  type SealedFileProblem,
  setAside,
  streamSealedFile,
} from './sealed-files'

type EvidenceRow = Tables['evidence']['$inferSelect']

/**
 * Says of one piece of evidence that its kept file is no longer what was captured: the row says so from now on, the
 * changed file is kept aside, and as long as ID360 (or the archive) has it, it is captured again. Audited.
 *
 * @returns whether a capture was put in the outbox
 */
export async function reportDamage(
  ctx: Context,
  row: EvidenceRow,
  problem: Exclude<SealedFileProblem, 'unreadable'>,
): Promise<boolean> {
  const { evidence } = ctx.store.tables
  // A file whose key is missing opens again once the key is back: it stays until something better is captured.
  const aside = problem === 'changed' && (await setAside(ctx, row.address))
  const recapture = await ctx.store.tx(async (tx) => {
    const owner = await touchEnrollment(ctx, tx, row.enrollmentId)
    if (!owner) return false
    const [known] = await tx.select({ state: evidence.state }).from(evidence).where(eq(evidence.id, row.id))
    // Erased meanwhile, and its file with it. Or told once: its capture is under way, or waits for somebody's retry.
    if (!known || known.state === 'damaged') return false
    const debt = { enrollmentId: row.enrollmentId, kind: row.kind, finishedAt: owner.finishedAt }
    // What the law made the desk keep of an erased person is not fetched again: nothing of them is.
    const erased = isErased(owner)
    const stillThere = !erased && (row.kind === 'report' || ctx.clock() < leavesAt(ctx, owner.finishedAt))
    if (stillThere) await oweEvidence(ctx, tx, debt, { again: true })
    else if (!erased) await markOwed(ctx, tx, debt)
    await tx.update(evidence).set({ state: 'damaged' }).where(eq(evidence.id, row.id))
    await writeAudit(ctx, tx, {
      action: 'evidence.damaged',
      targetKind: 'enrollment',
      targetId: row.enrollmentId,
      details: {
        evidenceId: row.id,
        kind: row.kind,
        ...(row.part !== '' && { part: row.part }),
        sha256: row.sha256,
        problem,
        aside,
        recapture: stillThere,
      },
    })
    return stillThere
  })
  if (recapture) wakeWorkers()
  return recapture
}

/**
 * Opens the kept bytes of a row, verified to the last one before the first is given. What is damaged is reported as such
 * on the way.
 * @throws SealedFileError (DAMAGED)
 */
export function streamEvidence(ctx: Context, row: EvidenceRow): Promise<ReadableStream<Uint8Array>> {
  return noticing(ctx, row, () => streamSealedFile(ctx, row))
}

/** The same, whole. @throws SealedFileError (DAMAGED) */
export function readEvidenceBytes(ctx: Context, row: EvidenceRow): Promise<Buffer> {
  return noticing(ctx, row, () => readSealedBytes(ctx, row))
}

async function noticing<T>(ctx: Context, row: EvidenceRow, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof SealedFileError && error.problem !== 'unreadable') {
      await reportDamage(ctx, row, error.problem)
    }
    throw error
  }
}

import { stat } from 'node:fs/promises'
import path from 'node:path'
import { and, inArray, isNull, or } from 'drizzle-orm'
import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'
import { evidenceFolder } from '@/lib/evidence/sealed-files'
import { enqueueJob } from '@/lib/jobs/enqueue-job'
import { wakeWorkers } from '@/lib/jobs/wake-workers'
import { newId } from '@/lib/new-id'
import { authorizeSystem } from '@/lib/staff/authorize'
import { eraseEnrollment, lockForErasing } from './erase-enrollment'
import { scheduleForgetting } from './forget-erased-job'
import { type LedgerEntry, readLedger } from './ledger'
import type { Erasing } from './retention-rules'

/**
 * Erases once more whatever the ledger names and the database, or the evidence folder, holds again: a backup of before
 * was restored, or the desk died between the ledger and its commit. Runs at every start; what is erased already is only
 * looked at.
 * @returns of how many enrollments something was erased again, and how many files of erased ones are removed
 * @throws DeskError FORBIDDEN for anyone but the desk itself
 */
export async function eraseAgain(ctx: Context): Promise<{ enrollments: number; files: number }> {
  authorizeSystem(ctx)
  const done = { enrollments: 0, files: 0 }
  for await (const page of readLedger(ctx)) {
    // Before the rows: a file that one of them names goes with it.
    done.files += await removeFiles(ctx, page)
    const wanted = merge(page)
    const back = await stillThere(ctx, [...wanted.keys()])
    for (const id of back) {
      const erasing = wanted.get(id)
      if (erasing && (await eraseOne(ctx, id, erasing))) done.enrollments += 1
    }
  }
  if (done.enrollments + done.files > 0) {
    wakeWorkers()
    ctx.log.warn(done, 'what had been erased was there again, and was erased again')
  }
  return done
}

/** What all entries of an enrollment amount to. */
function merge(page: LedgerEntry[]): Map<string, Erasing> {
  const wanted = new Map<string, Erasing>()
  for (const { enrollmentId, personal, evidence, keptUntil } of page) {
    const before = wanted.get(enrollmentId)
    wanted.set(enrollmentId, {
      personal: personal || (before?.personal ?? false),
      evidence: evidence || (before?.evidence ?? false),
      keptUntil: keptUntil ?? before?.keptUntil ?? null,
    })
  }
  return wanted
}

async function stillThere(ctx: Context, ids: string[]): Promise<string[]> {
  const { enrollment } = ctx.store.tables
  const rows = await ctx.store.read
    .select({ id: enrollment.id })
    .from(enrollment)
    .where(
      and(inArray(enrollment.id, ids), or(isNull(enrollment.erasedAt), isNull(enrollment.evidenceErasedAt))),
    )
  return rows.map(({ id }) => id)
}

/** The ledger has it already. */
function eraseOne(ctx: Context, id: string, wanted: Erasing): Promise<boolean> {
  return ctx.store.tx(async (tx) => {
    const row = await lockForErasing(ctx, tx, id)
    if (!row) return false
    const erasing = {
      personal: wanted.personal && row.erasedAt === null,
      evidence: wanted.evidence && row.evidenceErasedAt === null,
      keptUntil: row.evidenceErasedAt === null ? (wanted.keptUntil ?? row.evidenceKeptUntil) : null,
    }
    const erased = await eraseEnrollment(ctx, tx, row, erasing, 'again')
    if (!erased) return false
    if (erased.keptUntil !== null) await rememberKept(ctx, tx, erased)
    await scheduleForgetting(ctx, tx)
    return true
  })
}

/** The request went with the database that had it: without this nobody would know when the law lets the evidence go. */
async function rememberKept(ctx: Context, tx: Tx, { enrollmentId, at, keptUntil }: LedgerEntry) {
  const { erasure } = ctx.store.tables
  await tx.insert(erasure).values({
    id: newId(),
    at,
    by: 'system',
    ground: 'request',
    enrollmentIds: [enrollmentId],
    kept: 1,
    keptUntil,
  })
}

/** Files that came back without their rows: the evidence folder alone was restored. */
async function removeFiles(ctx: Context, page: LedgerEntry[]): Promise<number> {
  const folder = evidenceFolder(ctx)
  const there: string[] = []
  for (const address of new Set(page.flatMap(({ files }) => files))) {
    if (
      await stat(path.join(folder, address)).then(
        () => true,
        () => false,
      )
    )
      there.push(address)
  }
  const { evidence } = ctx.store.tables
  if (there.length === 0) return 0
  const named = await ctx.store.read
    .select({ address: evidence.address })
    .from(evidence)
    .where(inArray(evidence.address, there))
  const unnamed = there.filter((address) => !named.some((row) => row.address === address))
  if (unnamed.length > 0) await ctx.store.tx((tx) => removeAll(ctx, tx, unnamed))
  return unnamed.length
}

async function removeAll(ctx: Context, tx: Tx, addresses: string[]) {
  for (const subjectId of addresses) {
    await enqueueJob(ctx, tx, { kind: 'erase-file', subjectId, again: true })
  }
}

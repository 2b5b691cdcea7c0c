import { and, asc, count, eq, gt } from 'drizzle-orm'
import type { EvidenceKind, VerificationSummary } from '@/db/schema/evidence'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { newId } from '@/lib/new-id'
import { authorizeSystem } from '@/lib/staff/authorize'
import { touchEnrollment } from './capture-outcome'
import type { EvidenceRow } from './find-evidence'
import { stateByType } from './media-type'
import { settleEvidence } from './owe-evidence'
import { reportDamage } from './report-damage'
import { findProblem, type SealedFileProblem } from './sealed-files'
import { walkStore } from './walk-store'

/** What is told while the store is read: how far it is, and each piece that is not what was captured. */
export type VerificationProgress = {
  checked: number
  total: number
  problem: {
    evidenceId: string
    enrollmentId: string
    kind: EvidenceKind
    part: string
    address: string
    what: SealedFileProblem
  } | null
}

export type VerifyEvidenceInput = {
  onProgress?: (progress: VerificationProgress) => void
  /** Stops between two files; nothing is written down then. */
  signal?: AbortSignal
  /** Files younger than this may belong to captures under way. Default 1 h. */
  graceMs?: number
}

const PAGE = 200

/**
 * Reads every kept file again, to its last byte, and compares the store with the database, both ways. What changed or is
 * gone is marked damaged, kept aside, and captured again as long as ID360 has it; what was damaged and is sound again
 * (captured anew, or its key is back) is marked so. The result is written down.
 * @throws DeskError FORBIDDEN for anyone but the desk itself
 */
export async function verifyEvidence(
  ctx: Context,
  input: VerifyEvidenceInput = {},
): Promise<VerificationSummary> {
  authorizeSystem(ctx)
  const { onProgress = () => {}, signal, graceMs = 60 * 60_000 } = input
  const { evidence, evidenceVerification } = ctx.store.tables
  const startedAt = ctx.clock()
  const summary: Omit<VerificationSummary, 'ok'> = {
    evidence: 0,
    bytes: 0,
    sound: 0,
    damaged: 0,
    missing: 0,
    unreadable: 0,
    restored: 0,
    recaptures: 0,
    orphanFiles: 0,
    leftoverFiles: 0,
    asideFiles: 0,
  }
  const [counted] = await ctx.store.read.select({ n: count() }).from(evidence)
  const total = Number(counted?.n ?? 0)
  for await (const row of everyRow(ctx)) {
    signal?.throwIfAborted()
    const what = await verifyRow(ctx, row, summary)
    onProgress({
      checked: summary.evidence,
      total: Math.max(total, summary.evidence),
      problem: what && {
        evidenceId: row.id,
        enrollmentId: row.enrollmentId,
        kind: row.kind,
        part: row.part,
        address: row.address,
        what,
      },
    })
  }
  Object.assign(summary, await walkStore(ctx, { graceMs, signal }))
  const result = { ...summary, ok: summary.damaged + summary.missing + summary.unreadable === 0 }
  await ctx.store.tx(async (tx) => {
    await tx
      .insert(evidenceVerification)
      .values({ id: newId(), startedAt, finishedAt: ctx.clock(), summary: result })
  })
  return result
}

/** Page by page: a connection is not held while files are read. */
async function* everyRow(ctx: Context): AsyncGenerator<EvidenceRow> {
  const { evidence } = ctx.store.tables
  for (let after = ''; ; ) {
    const page = await ctx.store.read
      .select()
      .from(evidence)
      .where(gt(evidence.id, after))
      .orderBy(asc(evidence.id))
      .limit(PAGE)
    yield* page
    const last = page.at(-1)
    if (!last) return
    after = last.id
  }
}

async function verifyRow(
  ctx: Context,
  row: EvidenceRow,
  summary: Omit<VerificationSummary, 'ok'>,
): Promise<SealedFileProblem | null> {
  summary.evidence += 1
  const what = await findProblem(ctx, row)
  if (what === null) {
    summary.bytes += row.size
    summary.sound += 1
    if (row.state === 'damaged' && (await restore(ctx, row))) summary.restored += 1
    return null
  }
  if (!(await isStillNamed(ctx, row))) {
    summary.evidence -= 1
    return null
  }
  if (what === 'unreadable') summary.unreadable += 1
  else {
    summary[what === 'missing' ? 'missing' : 'damaged'] += 1
    if (await reportDamage(ctx, row, what)) summary.recaptures += 1
  }
  return what
}

/** A row that was erased meanwhile has no file to be missed. */
async function isStillNamed(ctx: Context, { id }: EvidenceRow): Promise<boolean> {
  const { evidence } = ctx.store.tables
  const rows = await ctx.store.read.select({ id: evidence.id }).from(evidence).where(eq(evidence.id, id))
  return rows.length > 0
}

/** The file is what was captured: the row says so again. False: somebody else has written that. */
function restore(ctx: Context, row: EvidenceRow): Promise<boolean> {
  const { evidence } = ctx.store.tables
  const { id, enrollmentId, kind, part, sha256, contentType } = row
  return ctx.store.tx(async (tx) => {
    await touchEnrollment(ctx, tx, enrollmentId)
    const restored = await tx
      .update(evidence)
      .set({ state: stateByType(kind, contentType) })
      .where(and(eq(evidence.id, id), eq(evidence.state, 'damaged')))
      .returning({ id: evidence.id })
    if (restored.length === 0) return false
    const [other] = await tx
      .select({ id: evidence.id })
      .from(evidence)
      .where(
        and(eq(evidence.enrollmentId, enrollmentId), eq(evidence.kind, kind), eq(evidence.state, 'damaged')),
      )
      .limit(1)
    if (!other) await settleEvidence(ctx, tx, { enrollmentId, kind })
    await writeAudit(ctx, tx, {
      action: 'evidence.restored',
      targetKind: 'enrollment',
      targetId: enrollmentId,
      details: { evidenceId: id, kind, sha256, ...(part !== '' && { part }) },
    })
    return true
  })
}

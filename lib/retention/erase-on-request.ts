import { inArray } from 'drizzle-orm'
import { z } from 'zod'
import { ERASURE_GROUNDS } from '@/db/schema/protection'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { readDeskSetting } from '@/lib/desk-setting'
import { DeskError, notFound } from '@/lib/errors'
import type { EnrollmentRow } from '@/lib/evidence/find-evidence'
import { wakeWorkers } from '@/lib/jobs/wake-workers'
import { newId } from '@/lib/new-id'
import { authorize, seesGroup } from '@/lib/staff/authorize'
import { eraseEnrollment, lockForErasing } from './erase-enrollment'
import { scheduleForgetting } from './forget-erased-job'
import { appendToLedger, type LedgerEntry } from './ledger'
import { dueByRequest, mayBeErased } from './retention-rules'
import { isStillToCapture } from './still-to-capture'

/** A person has a handful of files; all of them go in one transaction, for which others wait. */
export const MOST_AT_ONCE = 50

export const eraseOnRequestInput = z.object({
  enrollmentIds: z.array(z.string().min(1).max(64)).min(1).max(MOST_AT_ONCE),
  ground: z.enum(ERASURE_GROUNDS),
  /** How many files the person who asks has typed that there are. */
  confirmation: z.number().int().nullable(),
})

export type ErasedOnRequest = {
  erasureId: string
  /** Of how many files something was erased. */
  erased: number
  /** Of how many of them the law makes the desk keep the evidence, and until when at most (epoch milliseconds). */
  kept: number
  keptUntil: number | null
  /** Files of evidence that are being removed. */
  files: number
}

/**
 * Erases a person because they asked (GDPR art. 17), or because their files were made by mistake: at once and all of the named
 * files or none. What the law makes the desk keep of the evidence stays sealed until its time. Audited; nothing of who it was is written down.
 *
 * @throws DeskError SIGNED_OUT, FORBIDDEN; NOT_FOUND when one does not exist or is not theirs; INVALID with
 *   `fieldErrors.confirmation`; CONFLICT: `erasure.running` (one has not ended), `erasure.toCapture` (evidence that the
 *   law makes the desk keep is not captured yet), `erased` (nothing was left to erase)
 */
export async function eraseOnRequest(
  ctx: Context,
  input: z.input<typeof eraseOnRequestInput>,
): Promise<ErasedOnRequest> {
  const actor = authorize(ctx, 'personal.erase')
  const parsed = eraseOnRequestInput.parse(input)
  const { ground, confirmation } = parsed
  // In one order: two requests that overlap never wait for each other in a circle.
  const ids = [...new Set(parsed.enrollmentIds)].sort()
  if (confirmation !== ids.length) {
    throw new DeskError('INVALID', 'the number of files was not confirmed', {
      fieldErrors: { confirmation: 'countDiffers' },
    })
  }
  const { enrollment, erasure } = ctx.store.tables
  const erasureId = newId()
  const result = await ctx.store.tx(async (tx) => {
    const found = await tx
      .select({ id: enrollment.id, groupId: enrollment.groupId })
      .from(enrollment)
      .where(inArray(enrollment.id, ids))
    if (found.length < ids.length || !found.every(({ groupId }) => seesGroup(actor, groupId))) {
      throw notFound('enrollment')
    }
    const { value: retention } = await readDeskSetting(ctx, 'retention', tx)
    const now = ctx.clock()
    const entries: LedgerEntry[] = []
    const rows: EnrollmentRow[] = []
    // All of them before the first is erased: from then on this transaction also holds the audit log.
    for (const id of ids) {
      const row = await lockForErasing(ctx, tx, id)
      if (!row) throw notFound('enrollment')
      if (!mayBeErased(row, ctx.settings, now)) throw refusal('erasure.running')
      if (await isStillToCapture(ctx, tx, row, retention)) throw refusal('erasure.toCapture')
      rows.push(row)
    }
    for (const row of rows) {
      const entry = await eraseEnrollment(ctx, tx, row, dueByRequest(retention, row, now), ground)
      if (entry) entries.push(entry)
    }
    if (entries.length === 0) throw refusal('erased')
    const until = entries.flatMap(({ keptUntil }) => (keptUntil === null ? [] : [keptUntil]))
    const kept = until.length
    const keptUntil = kept === 0 ? null : Math.max(...until)
    const enrollmentIds = entries.map(({ enrollmentId }) => enrollmentId)
    await tx
      .insert(erasure)
      .values({ id: erasureId, at: now, by: actor.id, ground, enrollmentIds, kept, keptUntil })
    await scheduleForgetting(ctx, tx)
    await writeAudit(ctx, tx, {
      action: 'erasure.requested',
      targetKind: 'erasure',
      targetId: erasureId,
      details: { ground, files: entries.length, kept, keptUntil },
    })
    await appendToLedger(ctx, entries)
    const files = entries.reduce((sum, entry) => sum + entry.files.length, 0)
    return { erasureId, erased: entries.length, kept, keptUntil, files }
  })
  wakeWorkers()
  return result
}

const refusal = (key: string) =>
  new DeskError('CONFLICT', `nothing was erased: ${key}`, { userMessage: { key } })

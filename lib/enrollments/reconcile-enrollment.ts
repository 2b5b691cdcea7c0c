import { createHash } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { EnrollmentStatus } from '@/db/schema/enrollment'
import { settleFinish } from '@/lib/assisted/settle-finish'
import { writeAudit } from '@/lib/audit/write-audit'
import { callbackPurpose, recordCallback } from '@/lib/callbacks/record-callback'
import { storableFacts } from '@/lib/callbacks/storable-facts'
import type { Context } from '@/lib/context'
import { DeskError, notFound } from '@/lib/errors'
import { parseCallback } from '@/lib/id360/callback'
import type { Id360Enrollment } from '@/lib/id360/schemas'
import type { Outcome } from '@/lib/jobs/job-handler'
import { wakeWorkers } from '@/lib/jobs/wake-workers'
import { refuseErased } from '@/lib/retention/refuse-erased'
import { seal } from '@/lib/sealing/keyring'
import { authorize } from '@/lib/staff/authorize'
import { sealApiKey } from './api-key'
import { findVisibleEnrollment } from './find-visible-enrollment'
import { id360Failure } from './id360-failure'

export const reconcileInput = z.object({ enrollmentId: z.string().min(1).max(64) })

type Asked = {
  id: string
  id360Id: string | null
  status: EnrollmentStatus
  sealedApiKey: Buffer | null
  erasedAt: number | null
}

/**
 * Asks ID360 what has become of an enrollment, and takes the answer as one more callback (source `reconciliation`):
 * stored, projected, audited. Staff ask for one enrollment, the desk's sweep for those that have gone silent.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND; NOT_READY when ID360's id is not known; CONFLICT (`erased`); ID360
 *   when it fails
 */
export async function reconcileEnrollment(
  ctx: Context,
  input: z.input<typeof reconcileInput>,
): Promise<{ status: EnrollmentStatus; changed: boolean }> {
  const row = await findAsked(ctx, input)
  refuseErased({ erasedAt: row.erasedAt })
  const answer = await askId360(ctx, row).catch((error) => {
    throw id360Failure(ctx, error)
  })
  await ctx.store.tx(takeAnswer(ctx, row, answer))
  wakeWorkers()
  const { enrollment } = ctx.store.tables
  const [after] = await ctx.store.read
    .select({ status: enrollment.status })
    .from(enrollment)
    .where(eq(enrollment.id, row.id))
  const status = after?.status ?? row.status
  return { status, changed: status !== row.status }
}

async function findAsked(ctx: Context, input: z.input<typeof reconcileInput>): Promise<Asked> {
  const actor = ctx.actor.kind === 'system' ? null : authorize(ctx, 'enrollments.list')
  const { enrollmentId } = reconcileInput.parse(input)
  if (actor) return findVisibleEnrollment(ctx, actor, enrollmentId)
  const { enrollment } = ctx.store.tables
  const [row] = await ctx.store.read.select().from(enrollment).where(eq(enrollment.id, enrollmentId))
  if (!row) throw notFound('enrollment')
  return row
}

/** GET on the enrollment at ID360. @throws DeskError NOT_READY without its id; Id360Error */
export function askId360(ctx: Context, { id360Id }: Asked): Promise<Id360Enrollment> {
  if (id360Id === null) throw new DeskError('NOT_READY', 'its id at ID360 is not known')
  return ctx.id360.getEnrollment(id360Id)
}

/** Writes ID360's answer: to be run in one transaction. */
export function takeAnswer(ctx: Context, row: Asked, answer: Id360Enrollment): Outcome {
  const body = Buffer.from(JSON.stringify(answer))
  const facts = parseCallback(body)
  if ('unreadable' in facts) throw new Error('an answer that was parsed cannot be read')
  const sealedBody = seal(ctx.keys, callbackPurpose(row.id), body)
  const apiKey = row.sealedApiKey === null ? answer.api_key : null
  return async (tx) => {
    const { outcome, from, to } = await recordCallback(ctx, tx, {
      enrollmentId: row.id,
      source: 'reconciliation',
      sha256: createHash('sha256').update(body).digest('hex'),
      sealedBody,
      size: body.byteLength,
      facts: storableFacts(facts),
    })
    if (outcome === 'erased') return
    // The creation was never answered, but a callback told the id: the link comes back with this answer.
    if (apiKey) {
      const { enrollment } = ctx.store.tables
      await tx
        .update(enrollment)
        .set({ sealedApiKey: sealApiKey(ctx.keys, row.id, apiKey) })
        .where(sql`${enrollment.id} = ${row.id} and ${enrollment.sealedApiKey} is null`)
    }
    await settleFinish(ctx, tx, row.id, to)
    // The sweep asks every hour: that it heard the same again would only fill the timeline.
    if (ctx.actor.kind === 'system' && outcome === 'duplicate') return
    await writeAudit(ctx, tx, {
      action: 'enrollment.reconciled',
      targetKind: 'enrollment',
      targetId: row.id,
      details: { from, to },
    })
  }
}

import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { findVisibleEnrollment } from '@/lib/enrollments/find-visible-enrollment'
import { DeskError, notFound } from '@/lib/errors'
import { maskSecrets } from '@/lib/evidence/mask'
import { maskPersonal } from '@/lib/evidence/mask-personal'
import { open } from '@/lib/sealing/keyring'
import { authorize } from '@/lib/staff/authorize'
import { may } from '@/lib/staff/permissions'
import { callbackPurpose } from './record-callback'

export const readPayloadInput = z.object({ callbackId: z.string().min(1).max(64) })

/** Characters: a body of 256 KiB can grow when it is indented. */
const MOST_SHOWN = 500_000

/**
 * The body of a stored callback as indented JSON, without its secrets and, for people without `enrollments.personal`,
 * without what says who the person is. Reading is audited before anything is returned.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND, DAMAGED when the sealed bytes do not open
 */
export async function readPayload(
  ctx: Context,
  input: z.input<typeof readPayloadInput>,
): Promise<{ text: string; truncated: boolean }> {
  const actor = authorize(ctx, 'callbacks.inspect')
  const { callbackId } = readPayloadInput.parse(input)
  const { callback } = ctx.store.tables
  const [row] = await ctx.store.read
    .select({ enrollmentId: callback.enrollmentId, sealedBody: callback.sealedBody })
    .from(callback)
    .where(eq(callback.id, callbackId))
  if (!row) throw notFound('callback')
  const { lastName, firstName, email, phone } = await findVisibleEnrollment(ctx, actor, row.enrollmentId)
  const body = maskSecrets(openBody(ctx, row))
  const shown = may(actor.roles, 'enrollments.personal')
    ? body
    : maskPersonal(body, [lastName, firstName, email, phone])
  const text = JSON.stringify(shown, null, 2)
  await ctx.store.tx((tx) =>
    writeAudit(ctx, tx, {
      action: 'callback.payload_read',
      targetKind: 'enrollment',
      targetId: row.enrollmentId,
      details: { callbackId },
    }),
  )
  return { text: text.slice(0, MOST_SHOWN), truncated: text.length > MOST_SHOWN }
}

function openBody(ctx: Context, row: { enrollmentId: string; sealedBody: Buffer }): unknown {
  try {
    const body = open(ctx.keys, callbackPurpose(row.enrollmentId), row.sealedBody)
    return JSON.parse(new TextDecoder().decode(body))
  } catch (error) {
    throw new DeskError('DAMAGED', 'a stored callback does not open', { cause: error })
  }
}

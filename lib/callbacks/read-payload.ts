import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { findVisibleEnrollment } from '@/lib/enrollments/find-visible-enrollment'
import { revealedUntil } from '@/lib/enrollments/revealed-until'
import { DeskError, notFound } from '@/lib/errors'
import { maskSecrets } from '@/lib/evidence/mask'
import { maskPersonal } from '@/lib/evidence/mask-personal'
import { refuseErased } from '@/lib/retention/refuse-erased'
import { open } from '@/lib/sealing/keyring'
import { authorize } from '@/lib/staff/authorize'
import { may } from '@/lib/staff/permissions'
import { callbackPurpose } from './record-callback'

export const readPayloadInput = z.object({ callbackId: z.string().min(1).max(64) })

/** Characters: a body of 256 KiB can grow when it is indented. */
const MOST_SHOWN = 500_000

/**
 * The body of a stored callback as indented JSON, without its secrets and without what says who the person is; `personal`:
 * with that, for who has it revealed at this moment (`reveal-personal.ts`). Reading is audited before anything is returned.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND; CONFLICT (`erased`) when the person was erased, and the body with
 *   them; DAMAGED when the sealed bytes do not open
 */
export async function readPayload(
  ctx: Context,
  input: z.input<typeof readPayloadInput>,
): Promise<{ text: string; truncated: boolean; personal: boolean }> {
  const actor = authorize(ctx, 'callbacks.inspect')
  const { callbackId } = readPayloadInput.parse(input)
  const { callback } = ctx.store.tables
  const [row] = await ctx.store.read
    .select({ enrollmentId: callback.enrollmentId, sealedBody: callback.sealedBody })
    .from(callback)
    .where(eq(callback.id, callbackId))
  if (!row) throw notFound('callback')
  const owner = await findVisibleEnrollment(ctx, actor, row.enrollmentId)
  refuseErased({ erasedAt: owner.erasedAt })
  const { lastName, firstName, email, phone } = owner
  const personal =
    may(actor.roles, 'enrollments.personal') && (await revealedUntil(ctx, actor, row.enrollmentId)) !== null
  const body = maskSecrets(openBody(ctx, row))
  const shown = personal ? body : maskPersonal(body, [lastName, firstName, email, phone])
  const text = JSON.stringify(shown, null, 2)
  await ctx.store.tx((tx) =>
    writeAudit(ctx, tx, {
      action: 'callback.payload_read',
      targetKind: 'enrollment',
      targetId: row.enrollmentId,
      details: { callbackId },
    }),
  )
  return { text: text.slice(0, MOST_SHOWN), truncated: text.length > MOST_SHOWN, personal }
}

function openBody(ctx: Context, row: { enrollmentId: string; sealedBody: Buffer }): unknown {
  try {
    const body = open(ctx.keys, callbackPurpose(row.enrollmentId), row.sealedBody)
    return JSON.parse(new TextDecoder().decode(body))
  } catch (error) {
    throw new DeskError('DAMAGED', 'a stored callback does not open', { cause: error })
  }
}

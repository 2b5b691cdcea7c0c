import { z } from 'zod'
import { REVEAL_REASONS } from '@/db/schema/protection'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { DeskError, notFound } from '@/lib/errors'
import { newId } from '@/lib/new-id'
import { authorize } from '@/lib/staff/authorize'
import { findVisibleEnrollment } from './find-visible-enrollment'
import { type RevealedPerson, revealedPerson } from './revealed-person'

export type { RevealReason } from '@/db/schema/protection'

export const revealPersonalInput = z.object({
  enrollmentId: z.string().min(1).max(64),
  reason: z.enum(REVEAL_REASONS),
})

const MINUTE = 60_000

/**
 * Shows what is masked of a person to who says why, for REVEAL_MINUTES. The audit row is written with it, before
 * anything is returned.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND; INVALID (`reason`: `chooseReason`); NOT_READY (`personal.erased`)
 * when nothing is left to show; DAMAGED when the sealed address does not open: then nothing is recorded either
 */
export async function revealPersonal(
  ctx: Context,
  input: z.input<typeof revealPersonalInput>,
): Promise<RevealedPerson> {
  const actor = authorize(ctx, 'enrollments.personal')
  const { enrollmentId, reason } = parsed(input)
  const row = await findVisibleEnrollment(ctx, actor, enrollmentId)
  if (row.erasedAt !== null) {
    throw new DeskError('NOT_READY', 'the person is erased', { userMessage: { key: 'personal.erased' } })
  }
  const minutes = ctx.settings.REVEAL_MINUTES
  const at = ctx.clock()
  const expiresAt = at + minutes * MINUTE
  const person = revealedPerson(ctx, row, expiresAt)
  await ctx.store.tx(async (tx) => {
    await tx
      .insert(ctx.store.tables.personalReveal)
      .values({ id: newId(), staffId: actor.id, enrollmentId, reason, at, expiresAt })
    await writeAudit(ctx, tx, {
      action: 'enrollment.personal_revealed',
      targetKind: 'enrollment',
      targetId: enrollmentId,
      details: { reason, minutes },
    })
  })
  return person
}

function parsed(input: unknown): z.output<typeof revealPersonalInput> {
  const result = revealPersonalInput.safeParse(input)
  if (result.success) return result.data
  if (result.error.issues.some(({ path }) => path[0] === 'enrollmentId')) throw notFound('enrollment')
  throw new DeskError('INVALID', 'no reason was given', { fieldErrors: { reason: 'chooseReason' } })
}

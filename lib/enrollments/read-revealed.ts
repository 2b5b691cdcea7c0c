import { z } from 'zod'
import type { Context } from '@/lib/context'
import { notFound } from '@/lib/errors'
import { authorize } from '@/lib/staff/authorize'
import { findVisibleEnrollment } from './find-visible-enrollment'
import { type RevealedPerson, revealedPerson } from './revealed-person'
import { revealedUntil } from './revealed-until'

export const readRevealedInput = z.object({ enrollmentId: z.string().min(1).max(64) })

/**
 * What this person has revealed and may still see (`reveal-personal.ts`, which recorded it); null when nothing of the
 * kind counts any more.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND, DAMAGED
 */
export async function readRevealed(
  ctx: Context,
  input: z.input<typeof readRevealedInput>,
): Promise<RevealedPerson | null> {
  const actor = authorize(ctx, 'enrollments.personal')
  const parsed = readRevealedInput.safeParse(input)
  if (!parsed.success) throw notFound('enrollment')
  const row = await findVisibleEnrollment(ctx, actor, parsed.data.enrollmentId)
  const until = row.erasedAt === null ? await revealedUntil(ctx, actor, row.id) : null
  return until === null ? null : revealedPerson(ctx, row, until)
}

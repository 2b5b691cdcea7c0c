import { z } from 'zod'
import type { Context } from '@/lib/context'
import { notFound } from '@/lib/errors'
import { authorize } from '@/lib/staff/authorize'
import { type EnrollmentDetails, unsealDetails } from './enrollment-details'
import { findVisibleEnrollment } from './find-visible-enrollment'

export const openDetailsInput = z.object({ enrollmentId: z.string().min(1).max(64) })

/**
 * The address and the idclaim phone, which are sealed in the database.
 * @throws DeskError NOT_FOUND when there is none, or when it is of a group this person is not in.
 */
export async function openDetails(
  ctx: Context,
  input: z.input<typeof openDetailsInput>,
): Promise<EnrollmentDetails> {
  const actor = authorize(ctx, 'enrollments.personal')
  const parsed = openDetailsInput.safeParse(input)
  if (!parsed.success) throw notFound('enrollment')
  const row = await findVisibleEnrollment(ctx, actor, parsed.data.enrollmentId)
  return unsealDetails(ctx.keys, row.id, row.sealedDetails)
}

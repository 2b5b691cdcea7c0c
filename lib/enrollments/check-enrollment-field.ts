import { and, desc, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Context, StaffActor } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { authorize } from '@/lib/staff/authorize'
import {
  type EnrollmentField,
  type EnrollmentFieldError,
  enrollmentFields,
  parseEnrollmentField,
} from './enrollment-input'

export const checkFieldInput = z.object({
  field: z.enum(Object.keys(enrollmentFields) as [EnrollmentField, ...EnrollmentField[]]),
  value: z.string().max(2000).nullable(),
  /** The country field as it stands (alpha-2): national telephone numbers are read as one of it. */
  country: z.string().max(10).nullable().default(null),
})

export type CheckedField = {
  /** A key below `errors.field`, null when all is well. */
  error: EnrollmentFieldError | null
  /** What will be kept: trimmed, NFC, E.164. null when nothing was given or it cannot be read. */
  value: string | null
  /** The reference was used before, last by this enrollment. */
  warning: { key: 'referenceUsed'; enrollmentId: string; createdAt: number } | null
}

/**
 * Checks one field while the form is being filled.
 * @throws DeskError INVALID when there is no such field.
 */
export async function checkEnrollmentField(
  ctx: Context,
  input: z.input<typeof checkFieldInput>,
): Promise<CheckedField> {
  const actor = authorize(ctx, 'enrollments.create')
  const parsed = checkFieldInput.safeParse(input)
  if (!parsed.success) throw new DeskError('INVALID', 'no such field')
  const { field, value, country } = parsed.data
  const region = enrollmentFields.country.safeParse(country).data ?? null
  const checked = parseEnrollmentField(field, value, region)
  const warning =
    field === 'clientReference' && checked.value !== null && checked.error === null
      ? await referenceUsed(ctx, actor, checked.value)
      : null
  return { ...checked, warning }
}

/** The last enrollment with the same reference among those this person may see. */
async function referenceUsed(
  ctx: Context,
  actor: StaffActor,
  clientReference: string,
): Promise<CheckedField['warning']> {
  const { enrollment } = ctx.store.tables
  const [last] = await ctx.store.read
    .select({ enrollmentId: enrollment.id, createdAt: enrollment.createdAt })
    .from(enrollment)
    .where(
      and(
        eq(enrollment.clientReference, clientReference),
        actor.groupIds === null ? undefined : inArray(enrollment.groupId, actor.groupIds),
      ),
    )
    .orderBy(desc(enrollment.createdAt))
    .limit(1)
  return last ? { key: 'referenceUsed', ...last } : null
}

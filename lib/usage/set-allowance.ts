import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { DeskError, notFound } from '@/lib/errors'
import { authorize, seesGroup } from '@/lib/staff/authorize'

/** Above this an allowance says nothing any more, and it still fits the column. */
export const MOST_ALLOWANCE = 100_000_000

export const setAllowanceInput = z.object({
  groupId: z.string().min(1).max(64),
  /** Enrollments a month; null takes the limit away. */
  monthlyAllowance: z
    .number({ error: 'invalid' })
    .int('invalid')
    .min(1, 'invalid')
    .max(MOST_ALLOWANCE, 'invalid')
    .nullable(),
})

export type SetAllowanceInput = z.input<typeof setAllowanceInput>

/**
 * Sets how many enrollments a month a group may use. It warns, it never refuses an enrollment.
 *
 * @throws DeskError SIGNED_OUT, FORBIDDEN (usage.budget); INVALID with `fieldErrors.monthlyAllowance` (`invalid`);
 * NOT_FOUND for a group that does not exist or is not this person's ("no group" has no allowance)
 */
export async function setAllowance(ctx: Context, input: SetAllowanceInput): Promise<void> {
  const actor = authorize(ctx, 'usage.budget')
  const parsed = setAllowanceInput.safeParse(input)
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path }) => [path.join('.'), 'invalid'] as const)
    throw new DeskError('INVALID', 'the allowance cannot be read', {
      fieldErrors: Object.fromEntries(fields),
    })
  }
  const { groupId, monthlyAllowance } = parsed.data
  if (!seesGroup(actor, groupId)) throw notFound('group')
  const { usageGroup } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    const [group] = await tx
      .select({ monthlyAllowance: usageGroup.monthlyAllowance })
      .from(usageGroup)
      .where(eq(usageGroup.id, groupId))
    if (!group) throw notFound('group')
    if (group.monthlyAllowance === monthlyAllowance) return
    await tx.update(usageGroup).set({ monthlyAllowance }).where(eq(usageGroup.id, groupId))
    await writeAudit(ctx, tx, {
      action: 'usage.allowance_changed',
      targetKind: 'group',
      targetId: groupId,
      details: { from: group.monthlyAllowance, to: monthlyAllowance },
    })
  })
}

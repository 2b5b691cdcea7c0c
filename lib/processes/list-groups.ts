import { and, asc, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '@/lib/context'
import { authorize, seesGroup } from '@/lib/staff/authorize'

export type GroupOption = { id: string; name: string; state: 'active' | 'retired' }

export const listGroupsInput = z.object({ purpose: z.enum(['form', 'filter']) })

/**
 * The groups this person may see, by name: for the form the active ones, for the filter retired ones too. `noGroup`:
 * whether "no group" ('') is a choice of theirs; it is for people who are not limited to groups.
 */
export async function listGroups(
  ctx: Context,
  input: z.input<typeof listGroupsInput>,
): Promise<{ groups: GroupOption[]; noGroup: boolean }> {
  const actor = authorize(ctx, 'enrollments.list')
  const { purpose } = listGroupsInput.parse(input)
  const { usageGroup } = ctx.store.tables
  const groups = await ctx.store.read
    .select({ id: usageGroup.id, name: usageGroup.name, state: usageGroup.state })
    .from(usageGroup)
    .where(
      and(
        purpose === 'form' ? eq(usageGroup.state, 'active') : undefined,
        actor.groupIds === null ? undefined : inArray(usageGroup.id, actor.groupIds),
      ),
    )
    .orderBy(asc(usageGroup.name))
  return { groups, noGroup: seesGroup(actor, '') }
}

import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'
import { groupBudgets } from './group-budgets'
import { usageChoices } from './usage-choices'
import type { UsageBudget } from './usage-view'

/**
 * Where the groups of this person that have a monthly allowance stand this month, by name; `reached` says which of them
 * have used 80 % or all of it.
 * @throws DeskError SIGNED_OUT, FORBIDDEN (usage.view)
 */
export async function readBudgets(ctx: Context): Promise<UsageBudget[]> {
  const actor = authorize(ctx, 'usage.view')
  const { groups } = await usageChoices(ctx, actor)
  return groupBudgets(ctx, groups)
}

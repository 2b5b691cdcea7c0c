import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { authorize } from '@/lib/staff/authorize'
import { type UsageQueryInput, usageQuery } from './usage-query'
import type { UsageView } from './usage-view'

/**
 * What was used in a period, by group and process, compared with the period before and the same a year earlier.
 *
 * @throws DeskError SIGNED_OUT, FORBIDDEN (usage.view); INVALID with `fieldErrors`: `from`, `to` (`notADay`,
 * `required`, `endsBeforeStart`, `longerThanTenYears`), `groupId` (`unknownGroup`, also of a group that is not this
 * person's), `processId` (`unknownProcess`).
 */
export async function readUsage(ctx: Context, query: UsageQueryInput): Promise<UsageView> {
  authorize(ctx, 'usage.view')
  usageQuery.parse(query)
  throw new DeskError('NOT_READY', 'usage is being built')
}

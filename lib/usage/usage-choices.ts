import { inArray } from 'drizzle-orm'
import type { Context, StaffActor } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { seesGroup } from '@/lib/staff/authorize'
import { namesIn } from './sort-usage-rows'
import type { UsageQuery } from './usage-query'

/** A group that this person may see, retired ones too. The group "no group" has id and name ''. */
export type UsageGroup = { id: string; name: string; monthlyAllowance: number | null }
export type UsageChoices = { groups: UsageGroup[]; processes: { id: string; name: string }[] }

/** The groups and processes this person may ask usage of, by name, "no group" last. */
export async function usageChoices(ctx: Context, actor: StaffActor): Promise<UsageChoices> {
  const { usageGroup, process } = ctx.store.tables
  const { id, name, monthlyAllowance } = usageGroup
  const [groups, processes] = await Promise.all([
    ctx.store.read
      .select({ id, name, monthlyAllowance })
      .from(usageGroup)
      .where(actor.groupIds === null ? undefined : inArray(usageGroup.id, actor.groupIds)),
    ctx.store.read.select({ id: process.id, name: process.name }).from(process),
  ])
  const noGroup = seesGroup(actor, '') ? [{ id: '', name: '', monthlyAllowance: null }] : []
  const byName = namesIn(actor.language)
  return { groups: [...groups, ...noGroup].sort(byName), processes: processes.sort(byName) }
}

/**
 * Refuses a group or process that does not exist, or is not this person's: the two look the same.
 * @throws DeskError INVALID with `fieldErrors` `groupId` (`unknownGroup`) and `processId` (`unknownProcess`)
 */
export function checkChoices({ groups, processes }: UsageChoices, { groupId, processId }: UsageQuery): void {
  const isOneOf = (options: readonly { id: string }[], wanted: string | null) =>
    wanted === null || options.some(({ id }) => id === wanted)
  const fieldErrors = {
    ...(!isOneOf(groups, groupId) && { groupId: 'unknownGroup' }),
    ...(!isOneOf(processes, processId) && { processId: 'unknownProcess' }),
  }
  if (Object.keys(fieldErrors).length > 0) {
    throw new DeskError('INVALID', 'an unknown group or process', { fieldErrors })
  }
}

import { inArray } from 'drizzle-orm'
import type { Tx } from '@/db/store'
import type { Context, StaffActor } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { managesGroups } from './manages-groups'

/**
 * Makes sure that the limit exists and is this administrator's to give.
 * @throws DeskError INVALID with `fieldErrors.groupIds`: `allGroupsNotYours` or `unknownGroup`.
 */
export async function checkGroups(
  ctx: Context,
  tx: Tx,
  actor: StaffActor,
  groupIds: string[] | null,
): Promise<void> {
  const refused = (key: string) =>
    new DeskError('INVALID', 'the groups were refused', { fieldErrors: { groupIds: key } })
  if (!managesGroups(actor, groupIds)) {
    throw refused(groupIds === null ? 'allGroupsNotYours' : 'unknownGroup')
  }
  if (groupIds === null) return
  const { usageGroup } = ctx.store.tables
  const found = await tx
    .select({ id: usageGroup.id })
    .from(usageGroup)
    .where(inArray(usageGroup.id, groupIds))
  if (found.length !== groupIds.length) throw refused('unknownGroup')
}

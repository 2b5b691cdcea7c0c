import { inArray, type SQL, sql } from 'drizzle-orm'
import type { Context, StaffActor } from '@/lib/context'

/** The enrollments of a person's groups, as a condition on the joined table; undefined for people without a limit. */
export function inTheirGroups(ctx: Context, { groupIds }: StaffActor): SQL | undefined {
  if (groupIds === null) return undefined
  return groupIds.length === 0 ? sql`1 = 0` : inArray(ctx.store.tables.enrollment.groupId, groupIds)
}

import { and, desc, eq, gte, ne } from 'drizzle-orm'
import type { Context, StaffActor } from '@/lib/context'
import type { AssistedView } from './assisted-view'

/** A page says that it is open at least three times in this long; then it is taken for closed. */
export const PRESENT_FOR_MS = 45_000

/** Who else has the guided page open: other people, and this person in another tab. The last seen first. */
export async function readOthers(
  ctx: Context,
  actor: StaffActor,
  enrollmentId: string,
  tabId: string | undefined,
): Promise<AssistedView['others']> {
  const { assistedPresence: table, staff } = ctx.store.tables
  const rows = await ctx.store.read
    .select({ tabId: table.tabId, staffId: table.staffId, name: staff.name, seenAt: table.seenAt })
    .from(table)
    .innerJoin(staff, eq(staff.id, table.staffId))
    .where(
      and(
        eq(table.enrollmentId, enrollmentId),
        gte(table.seenAt, ctx.clock() - PRESENT_FOR_MS),
        tabId === undefined ? undefined : ne(table.tabId, tabId),
      ),
    )
    .orderBy(desc(table.seenAt), table.tabId)
  return rows.map(({ staffId, ...row }) => ({ ...row, self: staffId === actor.id }))
}

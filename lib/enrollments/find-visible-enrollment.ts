import { eq } from 'drizzle-orm'
import type { Db } from '@/db/store'
import type { Context, StaffActor } from '@/lib/context'
import { notFound } from '@/lib/errors'
import { noteSecurityEvent } from '@/lib/security-event'
import { seesGroup } from '@/lib/staff/authorize'

/**
 * The row of an enrollment that this person may see. The permission is the caller's business, the group is checked here.
 * @throws DeskError NOT_FOUND when there is none, or when it belongs to a group the person is not in.
 */
export async function findVisibleEnrollment(
  ctx: Context,
  actor: StaffActor,
  enrollmentId: string,
  db: Db = ctx.store.read,
) {
  const { enrollment } = ctx.store.tables
  const [row] = await db.select().from(enrollment).where(eq(enrollment.id, enrollmentId))
  if (!row) throw notFound('enrollment')
  if (!seesGroup(actor, row.groupId)) {
    noteSecurityEvent(ctx.log, 'access.other_group', { staffId: actor.id, enrollmentId })
    throw notFound('enrollment')
  }
  return row
}

import { asc } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'

/**
 * Everyone whose acts can be in the log, by name: the choices of the filter.
 * @throws DeskError SIGNED_OUT, FORBIDDEN without `audit.read`
 */
export async function listAuditActors(ctx: Context): Promise<{ id: string; name: string }[]> {
  authorize(ctx, 'audit.read')
  const { staff } = ctx.store.tables
  return ctx.store.read
    .select({ id: staff.id, name: staff.name })
    .from(staff)
    .orderBy(asc(staff.name), asc(staff.id))
}

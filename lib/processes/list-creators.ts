import { asc, eq, exists } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { authorize, seesGroup } from '@/lib/staff/authorize'
import { may } from '@/lib/staff/permissions'

/**
 * Who has created enrollments, or may: the choices of the filter "created by", by name, disabled people included. Whoever
 * is limited to groups is told of nobody who works in other groups only.
 */
export async function listCreators(ctx: Context): Promise<{ id: string; name: string }[]> {
  const actor = authorize(ctx, 'enrollments.list')
  const { staff, enrollment } = ctx.store.tables
  const { read } = ctx.store
  const made = read
    .select({ id: enrollment.id })
    .from(enrollment)
    .where(eq(enrollment.createdBy, staff.id))
    .limit(1)
  const columns = { id: staff.id, name: staff.name, roles: staff.roles, groupIds: staff.groupIds }
  const [everyone, creators] = await Promise.all([
    read.select(columns).from(staff).orderBy(asc(staff.name)),
    read.select({ id: staff.id }).from(staff).where(exists(made)),
  ])
  const have = new Set(creators.map(({ id }) => id))
  const worksWith = (groupIds: string[] | null) =>
    groupIds === null || groupIds.some((groupId) => seesGroup(actor, groupId))
  return everyone
    .filter(({ groupIds }) => actor.groupIds === null || worksWith(groupIds))
    .filter(({ id, roles }) => have.has(id) || may(roles, 'enrollments.create'))
    .map(({ id, name }) => ({ id, name }))
}

import { and, asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '@/lib/context'
import { authorize, seesGroup } from '@/lib/staff/authorize'
import { isOffered } from './offered'

export type ProcessOption = {
  id: string
  name: string
  state: 'active' | 'retired'
  byLink: boolean
  assisted: boolean
  makesIdclaim: boolean
  asksSelfie: boolean
  defaultLanguage: 'fr' | 'en'
  /** null also when that group is retired, or not this person's. */
  defaultGroupId: string | null
}

export const listProcessesInput = z.object({ purpose: z.enum(['form', 'filter']) })

/**
 * The processes by name: for the form those that can be used now in front of this ID360, for the filter all of them,
 * retired ones too.
 */
export async function listProcesses(
  ctx: Context,
  input: z.input<typeof listProcessesInput>,
): Promise<ProcessOption[]> {
  const actor = authorize(ctx, 'enrollments.list')
  const { purpose } = listProcessesInput.parse(input)
  const { process, usageGroup } = ctx.store.tables
  const rows = await ctx.store.read
    .select({
      id: process.id,
      name: process.name,
      state: process.state,
      environment: process.environment,
      byLink: process.byLink,
      assisted: process.assisted,
      makesIdclaim: process.makesIdclaim,
      asksSelfie: process.asksSelfie,
      defaultLanguage: process.defaultLanguage,
      groupId: usageGroup.id,
    })
    .from(process)
    .leftJoin(usageGroup, and(eq(usageGroup.id, process.defaultGroupId), eq(usageGroup.state, 'active')))
    .orderBy(asc(process.name))
  return rows
    .filter((row) => purpose === 'filter' || isOffered(ctx, row))
    .map(({ groupId, environment: _, ...option }) => ({
      ...option,
      defaultGroupId: groupId !== null && seesGroup(actor, groupId) ? groupId : null,
    }))
}

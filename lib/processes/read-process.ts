import { asc, eq, or } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '@/lib/context'
import { notFound } from '@/lib/errors'
import { authorize } from '@/lib/staff/authorize'
import { isProcessUsed } from './is-process-used'
import { isElsewhere } from './offered'
import type { ProcessFields } from './process-input'
import { changeableFields, processRevision } from './process-revision'

export type GroupChoice = { id: string; name: string; state: 'active' | 'retired' }

export type ProcessToChange = {
  id: string
  state: 'active' | 'retired'
  fields: ProcessFields
  /** For `changeProcess`: what the person saw. */
  revision: string
  /** There are enrollments of it: its UUID stays. */
  used: boolean
  elsewhere: boolean
  /** What can be its default group: the active ones, and the one it has. */
  groups: GroupChoice[]
}

const input = z.object({ processId: z.string().min(1).max(64) })

/**
 * One process, as the form that changes it needs it.
 * @throws DeskError SIGNED_OUT, FORBIDDEN (processes.manage); NOT_FOUND.
 */
export async function readProcess(ctx: Context, asked: z.input<typeof input>): Promise<ProcessToChange> {
  authorize(ctx, 'processes.manage')
  const parsed = input.safeParse(asked)
  if (!parsed.success) throw notFound('process')
  const { processId } = parsed.data
  const { process } = ctx.store.tables
  const [row] = await ctx.store.read.select().from(process).where(eq(process.id, processId))
  if (!row) throw notFound('process')
  const [used, groups] = await Promise.all([
    isProcessUsed(ctx, ctx.store.read, processId),
    groupChoices(ctx, row.defaultGroupId),
  ])
  return {
    id: row.id,
    state: row.state,
    fields: changeableFields(row),
    revision: processRevision(row),
    used,
    elsewhere: isElsewhere(ctx, row),
    groups,
  }
}

/**
 * The groups that a new process can have as its default.
 * @throws DeskError SIGNED_OUT, FORBIDDEN (processes.manage).
 */
export async function listGroupChoices(ctx: Context): Promise<GroupChoice[]> {
  authorize(ctx, 'processes.manage')
  return groupChoices(ctx, null)
}

function groupChoices(ctx: Context, current: string | null): Promise<GroupChoice[]> {
  const { usageGroup } = ctx.store.tables
  const active = eq(usageGroup.state, 'active')
  return ctx.store.read
    .select({ id: usageGroup.id, name: usageGroup.name, state: usageGroup.state })
    .from(usageGroup)
    .where(current === null ? active : or(active, eq(usageGroup.id, current)))
    .orderBy(asc(usageGroup.name))
}

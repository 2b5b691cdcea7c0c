import { z } from 'zod'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { newId } from '@/lib/new-id'
import { authorizeSystem } from '@/lib/staff/authorize'

export const groupInput = z.object({ name: z.string().trim().min(1).max(120) })

/**
 * Adds a group. Returns its id.
 * @throws DeskError CONFLICT when the name is taken.
 */
export async function createGroup(ctx: Context, input: z.input<typeof groupInput>): Promise<string> {
  authorizeSystem(ctx)
  const { name } = groupInput.parse(input)
  const { usageGroup } = ctx.store.tables
  const id = newId()
  const added = await ctx.store.tx((tx) =>
    tx
      .insert(usageGroup)
      .values({ id, name, state: 'active', createdAt: ctx.clock() })
      .onConflictDoNothing()
      .returning({ id: usageGroup.id }),
  )
  if (added.length === 0) throw new DeskError('CONFLICT', 'the name is taken')
  return id
}

import { z } from 'zod'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { newId } from '@/lib/new-id'
import { authorizeSystem } from '@/lib/staff/authorize'

export const processInput = z.object({
  id360Uuid: z.uuid(),
  name: z.string().trim().min(1).max(120),
  byLink: z.boolean().default(true),
  assisted: z.boolean().default(true),
  makesIdclaim: z.boolean().default(false),
  asksSelfie: z.boolean().default(true),
  defaultLanguage: z.enum(['fr', 'en']).default('fr'),
  defaultGroupId: z.string().nullable().default(null),
  browserCallbackUrl: z.url().nullable().default(null),
})

/**
 * Registers one of ID360's processes. Returns the desk's id of it.
 * @throws DeskError CONFLICT when the UUID is registered already.
 */
export async function createProcess(ctx: Context, input: z.input<typeof processInput>): Promise<string> {
  authorizeSystem(ctx)
  const values = processInput.parse(input)
  const { process } = ctx.store.tables
  const id = newId()
  const added = await ctx.store.tx((tx) =>
    tx
      .insert(process)
      .values({ id, ...values, state: 'active', createdAt: ctx.clock() })
      .onConflictDoNothing()
      .returning({ id: process.id }),
  )
  if (added.length === 0) throw new DeskError('CONFLICT', `process ${values.id360Uuid} is registered already`)
  return id
}

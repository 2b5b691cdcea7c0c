import { asc } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'

export type ProcessOption = {
  id: string
  name: string
  state: 'active' | 'retired'
  byLink: boolean
  assisted: boolean
  makesIdclaim: boolean
  asksSelfie: boolean
  defaultLanguage: 'fr' | 'en'
  defaultGroupId: string | null
}

export const listProcessesInput = z.object({ purpose: z.enum(['form', 'filter']) })

/** The processes by name: for the form those that can be used now, for the filter all of them, retired ones too. */
export async function listProcesses(
  ctx: Context,
  input: z.input<typeof listProcessesInput>,
): Promise<ProcessOption[]> {
  authorize(ctx, 'enrollments.list')
  const { purpose } = listProcessesInput.parse(input)
  const { process } = ctx.store.tables
  const rows = await ctx.store.read
    .select({
      id: process.id,
      name: process.name,
      state: process.state,
      byLink: process.byLink,
      assisted: process.assisted,
      makesIdclaim: process.makesIdclaim,
      asksSelfie: process.asksSelfie,
      defaultLanguage: process.defaultLanguage,
      defaultGroupId: process.defaultGroupId,
    })
    .from(process)
    .orderBy(asc(process.name))
  if (purpose === 'filter') return rows
  return rows.filter(({ state, byLink, assisted }) => state === 'active' && (byLink || assisted))
}

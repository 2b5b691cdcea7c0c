import { and, eq } from 'drizzle-orm'
import type { Context, StaffActor } from '@/lib/context'
import { notFound } from '@/lib/errors'

/**
 * The row of an export that this very person asked for.
 * @throws DeskError NOT_FOUND when there is none, or when somebody else asked for it
 */
export async function findOwnExport(ctx: Context, actor: StaffActor, exportId: string) {
  const { usageExport } = ctx.store.tables
  const [row] = await ctx.store.read
    .select()
    .from(usageExport)
    .where(and(eq(usageExport.id, exportId), eq(usageExport.createdBy, actor.id)))
  if (!row) throw notFound('export')
  return row
}

export type ExportRow = Awaited<ReturnType<typeof findOwnExport>>

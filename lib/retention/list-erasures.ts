import { and, desc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { ErasureGround } from '@/db/schema/protection'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'

export const listErasuresInput = z.object({
  /** The last row of the page before. */
  after: z
    .object({ at: z.number().int(), id: z.string().max(64) })
    .nullable()
    .default(null),
  limit: z.number().int().min(1).max(100).default(20),
})

/** One request that was carried out; nothing says who it was. Instants in epoch milliseconds. */
export type PastErasure = {
  id: string
  at: number
  byName: string
  ground: ErasureGround
  files: number
  kept: number
  keptUntil: number | null
}

/**
 * The requests that were carried out, the newest first. People limited to groups see their own: whose files the others
 * were, nothing says any more.
 * @throws DeskError SIGNED_OUT, FORBIDDEN
 */
export async function listErasures(
  ctx: Context,
  input: z.input<typeof listErasuresInput> = {},
): Promise<{ rows: PastErasure[]; next: { at: number; id: string } | null }> {
  const actor = authorize(ctx, 'personal.erase')
  const { after, limit } = listErasuresInput.parse(input)
  const { erasure, staff } = ctx.store.tables
  const found = await ctx.store.read
    .select({
      id: erasure.id,
      at: erasure.at,
      byName: staff.name,
      ground: erasure.ground,
      enrollmentIds: erasure.enrollmentIds,
      kept: erasure.kept,
      keptUntil: erasure.keptUntil,
    })
    .from(erasure)
    .innerJoin(staff, eq(staff.id, erasure.by))
    .where(
      and(
        after ? sql`(${erasure.at}, ${erasure.id}) < (${after.at}, ${after.id})` : undefined,
        actor.groupIds === null ? undefined : eq(erasure.by, actor.id),
      ),
    )
    .orderBy(desc(erasure.at), desc(erasure.id))
    .limit(limit + 1)
  const rows = found
    .slice(0, limit)
    .map(({ enrollmentIds, ...row }) => ({ ...row, files: enrollmentIds.length }))
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last ? { at: last.at, id: last.id } : null }
}

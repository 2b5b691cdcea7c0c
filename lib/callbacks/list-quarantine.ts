import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'

export const listQuarantineInput = z.object({
  /** The last row of the page before. */
  after: z
    .object({ receivedAt: z.number().int(), id: z.string().max(64) })
    .nullable()
    .default(null),
  limit: z.number().int().min(1).max(200).default(50),
})

export type QuarantinedCallback = {
  id: string
  enrollmentId: string
  clientReference: string | null
  /** Epoch milliseconds. */
  receivedAt: number
  reason: string
  /** Bytes. */
  size: number
}

/**
 * Callbacks that were authenticated and could not be read, in the person's groups, the newest first.
 * @throws DeskError SIGNED_OUT, FORBIDDEN
 */
export async function listQuarantine(
  ctx: Context,
  input: z.input<typeof listQuarantineInput>,
): Promise<{ rows: QuarantinedCallback[]; next: { receivedAt: number; id: string } | null }> {
  const actor = authorize(ctx, 'callbacks.inspect')
  const { after, limit } = listQuarantineInput.parse(input)
  const { quarantine, enrollment } = ctx.store.tables
  const beyond = after
    ? sql`(${quarantine.receivedAt}, ${quarantine.id}) < (${after.receivedAt}, ${after.id})`
    : undefined
  const rows = await ctx.store.read
    .select({
      id: quarantine.id,
      enrollmentId: quarantine.enrollmentId,
      clientReference: enrollment.clientReference,
      receivedAt: quarantine.receivedAt,
      reason: quarantine.reason,
      size: quarantine.size,
    })
    .from(quarantine)
    .innerJoin(enrollment, eq(enrollment.id, quarantine.enrollmentId))
    .where(and(beyond, actor.groupIds ? inArray(enrollment.groupId, actor.groupIds) : undefined))
    .orderBy(desc(quarantine.receivedAt), desc(quarantine.id))
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    rows: page,
    next: rows.length > limit && last ? { receivedAt: last.receivedAt, id: last.id } : null,
  }
}

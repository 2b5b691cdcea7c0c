import { eq } from 'drizzle-orm'
import type { Db } from '@/db/store'
import type { Context } from '@/lib/context'
import { leavesAt } from '@/lib/evidence/leaves-at'
import { heldByLawUntil, type Retention } from './retention-rules'

type Row = { id: string; finishedAt: number | null; evidenceKeptUntil: number | null }

/**
 * Whether the law makes the desk keep evidence that it does not have yet, and that ID360 still has: erasing the person
 * now would lose it, because nothing is captured of an erased one.
 */
export async function isStillToCapture(
  ctx: Context,
  db: Db,
  row: Row,
  retention: Retention,
): Promise<boolean> {
  const now = ctx.clock()
  if (heldByLawUntil(retention, row, now) === null || leavesAt(ctx, row.finishedAt) <= now) return false
  const { evidenceOwed } = ctx.store.tables
  const owed = await db
    .select({ kind: evidenceOwed.kind })
    .from(evidenceOwed)
    .where(eq(evidenceOwed.enrollmentId, row.id))
    .limit(1)
  return owed.length > 0
}

import { sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { type BoundedCount, countUpTo } from '@/lib/system/count-up-to'
import { dueCondition } from './find-due'
import type { Retention } from './retention-rules'

/** How many files the next run touches: of how many who the person is goes, and the evidence. Counting stops at 10,000. */
export type RetentionPreview = { personal: BoundedCount; evidence: BoundedCount }

/** Counts what these periods make due now. */
export async function previewRetention(ctx: Context, retention: Retention): Promise<RetentionPreview> {
  const { enrollment } = ctx.store.tables
  const now = ctx.clock()
  const count = (periods: Retention, column: 'erased_at' | 'evidence_erased_at') =>
    countUpTo(
      ctx,
      sql`${enrollment} where ${dueCondition(ctx, periods, now)} and ${sql.identifier(column)} is null`,
    )
  const [personal, evidence] = await Promise.all([
    retention.personalDays === null
      ? { count: 0, more: false }
      : count({ ...retention, evidenceDays: null }, 'erased_at'),
    count({ ...retention, personalDays: null }, 'evidence_erased_at'),
  ])
  return { personal, evidence }
}

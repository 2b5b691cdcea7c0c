import { sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { type BoundedCount, bounded, COUNT_LIMIT, countUpTo } from '@/lib/system/count-up-to'
import { dueByAgeCondition, findNoLongerKept } from './find-due'
import type { Retention } from './retention-rules'

/** How many files the next run touches: of how many who the person is goes, and the evidence. Counting stops at 10,000. */
export type RetentionPreview = { personal: BoundedCount; evidence: BoundedCount }

/** Counts what these periods make due now. */
export async function previewRetention(ctx: Context, retention: Retention): Promise<RetentionPreview> {
  const [personal, evidence, freed] = await Promise.all([
    countDue(ctx, { ...retention, evidenceDays: null }),
    countDue(ctx, { ...retention, personalDays: null }),
    // What is past the period of evidence as well is counted there.
    retention.evidenceDays === null ? countFreed(ctx) : 0,
  ])
  const total = bounded(evidence.count + freed)
  return { personal, evidence: { ...total, more: total.more || evidence.more } }
}

async function countDue(ctx: Context, retention: Retention): Promise<BoundedCount> {
  const { enrollment } = ctx.store.tables
  const due = dueByAgeCondition(ctx, retention, ctx.clock())
  return due === null ? { count: 0, more: false } : countUpTo(ctx, sql`${enrollment} where ${due}`)
}

async function countFreed(ctx: Context): Promise<number> {
  let freed = 0
  for await (const page of findNoLongerKept(ctx)) {
    freed += page.length
    if (freed > COUNT_LIMIT) break
  }
  return freed
}

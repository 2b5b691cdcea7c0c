import { sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { leavesAt } from '@/lib/evidence/leaves-at'
import { type LastVerification, readLastVerification } from '@/lib/evidence/read-last-verification'
import { type BoundedCount, COUNT_LIMIT, countUpTo } from './count-up-to'

/** The evidence as a whole: pieces, whoever's they are. */
export type EvidenceState = {
  capturedLastDay: BoundedCount
  /** Pieces that ID360 has made and the desk does not have. */
  owed: BoundedCount
  /** Of these: ID360 deletes them within two weeks; ID360 no longer has them. */
  leavingSoon: BoundedCount
  left: BoundedCount
  /** Of the first 10,000 owed: kept once, and no longer what was captured. */
  damaged: BoundedCount
  verification: LastVerification
}

const DAY_MS = 86_400_000
const SOON_DAYS = 14

export async function evidenceState(ctx: Context): Promise<EvidenceState> {
  const { evidence, evidenceOwed } = ctx.store.tables
  const now = ctx.clock()
  const endedBefore = now - leavesAt(ctx, 0)
  const owedOf = (from: number | null, to: number) =>
    countUpTo(
      ctx,
      sql`${evidenceOwed} where ${evidenceOwed.finishedAt} <= ${to}
        and ${evidenceOwed.finishedAt} > ${from ?? Number.MIN_SAFE_INTEGER}`,
    )
  // Rows have UUIDv7: those of a stretch of time are a stretch of the key. Its clock is the wall's.
  const yesterday = Date.now() - DAY_MS
  const [capturedLastDay, owed, leavingSoon, left, damaged, verification] = await Promise.all([
    countUpTo(ctx, sql`${evidence} where ${evidence.id} >= ${firstIdAt(yesterday)}`),
    countUpTo(ctx, sql`${evidenceOwed}`),
    owedOf(endedBefore, endedBefore + SOON_DAYS * DAY_MS),
    owedOf(null, endedBefore),
    countUpTo(
      ctx,
      sql`(select enrollment_id, kind from ${evidenceOwed} order by finished_at limit ${COUNT_LIMIT}) as owed
        where exists (select 1 from ${evidence} as kept where kept.enrollment_id = owed.enrollment_id
          and kept.kind = owed.kind and kept.state = 'damaged')`,
    ),
    readLastVerification(ctx),
  ])
  return { capturedLastDay, owed, leavingSoon, left, damaged, verification }
}

/** The least UUIDv7 of an instant (RFC 9562: its first 48 bits are milliseconds). */
function firstIdAt(ms: number): string {
  const hex = Math.floor(ms).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

import { asc, sql } from 'drizzle-orm'
import type { UsageGrain } from '@/db/schema/usage'
import type { Db } from '@/db/store'
import type { Context } from '@/lib/context'
import { durationBucket } from './duration-bucket'
import { type DurationHistogram, emptyHistogram } from './duration-histogram'
import {
  addEnrollment,
  type CountedEnrollment,
  type Counts,
  durationToVerdict,
  noCounts,
} from './usage-counts'
import { dayNumberAt, monthOfDay, yearOfMonth } from './usage-days'

/** What one group used of one process in a period. */
export type UsageCell = {
  groupId: string
  processId: string
  counts: Counts
  durations: DurationHistogram | null
}

/** One period's cells, by group and process. */
export type UsagePeriod = { grain: UsageGrain; period: number; cells: Map<string, UsageCell> }

const ROWS_AT_ONCE = 5_000

/**
 * Counts every enrollment anew, in the order of creation: each day once it is over, each month after its days, each year
 * after its months. What is held at a time is one day, one month, one year and a batch of rows.
 */
export async function* recomputeUsage(ctx: Context, db: Db): AsyncGenerator<UsagePeriod> {
  let day = null as UsagePeriod | null
  let month = null as UsagePeriod | null
  let year = null as UsagePeriod | null
  for await (const row of enrollmentsInOrder(ctx, db)) {
    const number = dayNumberAt(ctx.settings.TIME_ZONE, row.createdAt)
    if (day?.period !== number) {
      if (day) yield day
      day = { grain: 'day', period: number, cells: new Map() }
    }
    const ofMonth = monthOfDay(number)
    if (month?.period !== ofMonth) {
      if (month) yield month
      month = { grain: 'month', period: ofMonth, cells: new Map() }
    }
    const ofYear = yearOfMonth(ofMonth)
    if (year?.period !== ofYear) {
      if (year) yield year
      year = { grain: 'year', period: ofYear, cells: new Map() }
    }
    for (const period of [day, month, year]) addToPeriod(period, row)
  }
  if (day) yield day
  if (month) yield month
  if (year) yield year
}

export const cellKey = ({ groupId, processId }: Pick<UsageCell, 'groupId' | 'processId'>) =>
  `${groupId} ${processId}`

function addToPeriod({ cells }: UsagePeriod, row: CountedEnrollment) {
  const key = cellKey(row)
  const { groupId, processId } = row
  const cell = cells.get(key) ?? { groupId, processId, counts: noCounts(), durations: null }
  cells.set(key, cell)
  addEnrollment(cell.counts, row, 1)
  const duration = durationToVerdict(row)
  if (duration === null) return
  cell.durations ??= emptyHistogram()
  const bucket = durationBucket(duration)
  cell.durations[bucket] = (cell.durations[bucket] ?? 0) + 1
}

async function* enrollmentsInOrder(ctx: Context, db: Db): AsyncGenerator<CountedEnrollment> {
  const { enrollment } = ctx.store.tables
  let after: { createdAt: number; id: string } | null = null
  for (;;) {
    const rows: (CountedEnrollment & { id: string })[] = await db
      .select({
        id: enrollment.id,
        createdAt: enrollment.createdAt,
        processId: enrollment.processId,
        groupId: enrollment.groupId,
        status: enrollment.status,
        startedAt: enrollment.startedAt,
        finishedAt: enrollment.finishedAt,
        hasIdclaim: enrollment.hasIdclaim,
        retry: enrollment.retry,
      })
      .from(enrollment)
      .where(
        after
          ? sql`(${enrollment.createdAt}, ${enrollment.id}) > (${after.createdAt}, ${after.id})`
          : undefined,
      )
      .orderBy(asc(enrollment.createdAt), asc(enrollment.id))
      .limit(ROWS_AT_ONCE)
    yield* rows
    after = rows.at(-1) ?? null
    if (rows.length < ROWS_AT_ONCE) return
  }
}

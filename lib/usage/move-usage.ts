import { type SQL, sql } from 'drizzle-orm'
import { hole, prepared } from '@/db/prepared'
import type { Tables } from '@/db/schema'
import type { UsageGrain } from '@/db/schema/usage'
import type { Db, Tx } from '@/db/store'
import type { Context } from '@/lib/context'
import { durationBucket } from './duration-bucket'
import { addPacked, emptyHistogram, packHistogram } from './duration-histogram'
import {
  addEnrollment,
  COUNTS,
  type Count,
  type CountedEnrollment,
  type Counts,
  durationToVerdict,
  noCounts,
} from './usage-counts'
import { dayNumberAt, monthOfDay } from './usage-days'

/**
 * Counts what became of an enrollment, in the transaction that changes it: `before` is null when it appears, `after` when
 * it disappears. Nothing is written when nothing counts otherwise than before. The caller holds the enrollment's row.
 */
export async function moveUsage(
  ctx: Context,
  tx: Tx,
  before: CountedEnrollment | null,
  after: CountedEnrollment | null,
): Promise<void> {
  if (before && after && !sameCell(before, after)) {
    await moveUsage(ctx, tx, before, null)
    return moveUsage(ctx, tx, null, after)
  }
  const place = after ?? before
  if (!place) return
  const counts = noCounts()
  if (before) addEnrollment(counts, before, -1)
  if (after) addEnrollment(counts, after, 1)
  const left = bucketOf(before)
  const joined = bucketOf(after)
  const verdictMoves = left !== joined
  if (!verdictMoves && COUNTS.every((count) => counts[count] === 0)) return

  const day = dayNumberAt(ctx.settings.TIME_ZONE, place.createdAt)
  const { groupId, processId } = place
  const cell = { day, month: monthOfDay(day), groupId, processId }
  const { tables } = ctx.store
  if (!verdictMoves) {
    await addCounts(tx, tables).execute({ ...cell, ...counts })
    return
  }
  // The rows just written are this transaction's until it ends: what they hold can be read and written again.
  const rows = await addCountsAndRead(tx, tables).execute({ ...cell, ...counts })
  const durations = (grain: UsageGrain) => {
    const histogram = emptyHistogram()
    addPacked(histogram, rows.find((row) => row.grain === grain)?.durations ?? null)
    if (left !== null) histogram[left] = (histogram[left] ?? 0) - 1
    if (joined !== null) histogram[joined] = (histogram[joined] ?? 0) + 1
    return packHistogram(histogram)
  }
  const kept = { ofMonth: durations('month'), ofDay: durations('day') }
  await keepDurations(tx, tables).execute({ ...cell, ...kept })
}

const sameCell = (a: CountedEnrollment, b: CountedEnrollment) =>
  a.createdAt === b.createdAt && a.groupId === b.groupId && a.processId === b.processId

function bucketOf(enrollment: CountedEnrollment | null): number | null {
  const duration = enrollment && durationToVerdict(enrollment)
  return duration === null ? null : durationBucket(duration)
}

/** The rows of one cell, in one order for everyone: no two transactions wait for each other in a ring. */
const GRAINS = [
  { grain: 'all', period: 0 },
  { grain: 'month', period: sql.placeholder('month') },
  { grain: 'day', period: sql.placeholder('day') },
] as const

const placed = { groupId: sql.placeholder('groupId'), processId: sql.placeholder('processId') }

const keyOf = ({ usageRollup: t }: Tables) => [t.grain, t.period, t.groupId, t.processId]

const ofEach = <T>(value: (count: Count) => T) =>
  Object.fromEntries(COUNTS.map((count) => [count, value(count)])) as Record<Count, T>

function upsertCounts(db: Db, tables: Tables) {
  const { usageRollup } = tables
  const given = ofEach((count) => sql.placeholder(count))
  return db
    .insert(usageRollup)
    .values(GRAINS.map((period) => ({ ...period, ...placed, ...given })))
    .onConflictDoUpdate({
      target: keyOf(tables),
      set: ofEach((count): SQL => {
        const column = usageRollup[count]
        return sql`${column} + excluded.${sql.identifier(column.name)}`
      }),
    })
}

const addCounts = prepared((db, tables) => upsertCounts(db, tables))

const addCountsAndRead = prepared((db, tables) => {
  const { grain, durations } = tables.usageRollup
  return upsertCounts(db, tables).returning({ grain, durations })
})

const keepDurations = prepared((db, tables) => {
  const { usageRollup } = tables
  const [, month, day] = GRAINS
  const nothing: Counts = noCounts()
  const durations = (name: string) => hole(name, usageRollup.durations)
  return db
    .insert(usageRollup)
    .values([
      { ...month, ...placed, ...nothing, durations: durations('ofMonth') },
      { ...day, ...placed, ...nothing, durations: durations('ofDay') },
    ])
    .onConflictDoUpdate({
      target: keyOf(tables),
      set: { durations: sql`excluded.${sql.identifier(usageRollup.durations.name)}` },
    })
})

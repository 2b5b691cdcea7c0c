import { type SQL, sql } from 'drizzle-orm'
import { hole, prepared } from '@/db/prepared'
import type { Tables } from '@/db/schema'
import type { UsageGrain } from '@/db/schema/usage'
import type { Db, Tx } from '@/db/store'
import type { Context } from '@/lib/context'
import { durationBucket } from './duration-bucket'
import { movePacked } from './duration-histogram'
import {
  addEnrollment,
  COUNTS,
  type Count,
  type CountedEnrollment,
  durationToVerdict,
  noCounts,
} from './usage-counts'
import { dayNumberAt, monthOfDay, yearOfMonth } from './usage-days'

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
  const month = monthOfDay(day)
  const cell = { day, month, year: yearOfMonth(month), groupId, processId }
  const { tables } = ctx.store
  const changes = COUNTS.filter((count) => counts[count] !== 0).map(
    (count) => [count, counts[count]] as const,
  )
  if (!verdictMoves) {
    await addCounts(changes)(tx, tables).execute(cell)
    return
  }
  // The rows just written are this transaction's until it ends: what they hold can be read and written again.
  const rows = await addCountsAndRead(changes)(tx, tables).execute(cell)
  const durationsOf = (grain: UsageGrain) =>
    movePacked(rows.find((row) => row.grain === grain)?.durations ?? null, left, joined)
  const kept = { ofYear: durationsOf('year'), ofMonth: durationsOf('month'), ofDay: durationsOf('day') }
  await keepDurations(tx, tables).execute({ ...cell, ...kept })
}

const sameCell = (a: CountedEnrollment, b: CountedEnrollment) =>
  a.createdAt === b.createdAt && a.groupId === b.groupId && a.processId === b.processId

function bucketOf(enrollment: CountedEnrollment | null): number | null {
  const duration = enrollment && durationToVerdict(enrollment)
  return duration === null ? null : durationBucket(duration)
}

/** The counts that change, and by how much. */
type Changes = readonly (readonly [Count, number])[]

/** The rows of one cell, in one order for everyone: no two transactions wait for each other in a ring. */
const GRAINS = [
  { grain: sql.raw("'year'"), period: sql.placeholder('year') },
  { grain: sql.raw("'month'"), period: sql.placeholder('month') },
  { grain: sql.raw("'day'"), period: sql.placeholder('day') },
] as const

const placed = { groupId: sql.placeholder('groupId'), processId: sql.placeholder('processId') }

const keyOf = ({ usageRollup: t }: Tables) => [t.grain, t.period, t.groupId, t.processId]

const numbers = (changes: Changes) => {
  const all = COUNTS.map(
    (count) => [count, changes.find(([changed]) => changed === count)?.[1] ?? 0] as const,
  )
  return Object.fromEntries(all.map(([count, by]) => [count, sql.raw(String(by))])) as Record<Count, SQL>
}

function upsertCounts(db: Db, tables: Tables, changes: Changes) {
  const { usageRollup } = tables
  return db
    .insert(usageRollup)
    .values(GRAINS.map((period) => ({ ...period, ...placed, ...numbers(changes), version: 1 })))
    .onConflictDoUpdate({
      target: keyOf(tables),
      set: {
        ...Object.fromEntries(
          changes.map(([count, by]) => [count, sql`${usageRollup[count]} + ${sql.raw(String(by))}`]),
        ),
        version: sql`${usageRollup.version} + 1`,
      },
    })
}

/** There are few ways in which counts change: each has its own query, which names nothing that stays. */
function ofChanges<Query>(build: (db: Db, tables: Tables, changes: Changes) => { prepare(): Query }) {
  const known = new Map<string, (db: Db, tables: Tables) => Query>()
  return (changes: Changes) => {
    const key = changes.join()
    const query = known.get(key) ?? prepared((db, tables) => build(db, tables, changes))
    known.set(key, query)
    return query
  }
}

const addCounts = ofChanges(upsertCounts)

const addCountsAndRead = ofChanges((db, tables, changes) => {
  const { grain, durations } = tables.usageRollup
  return upsertCounts(db, tables, changes).returning({ grain, durations })
})

const keepDurations = prepared((db, tables) => {
  const { usageRollup } = tables
  const [year, month, day] = GRAINS
  const durations = (name: string) => hole(name, usageRollup.durations)
  return db
    .insert(usageRollup)
    .values([
      { ...year, ...placed, ...numbers([]), durations: durations('ofYear') },
      { ...month, ...placed, ...numbers([]), durations: durations('ofMonth') },
      { ...day, ...placed, ...numbers([]), durations: durations('ofDay') },
    ])
    .onConflictDoUpdate({
      target: keyOf(tables),
      set: { durations: sql`excluded.${sql.identifier(usageRollup.durations.name)}` },
    })
})

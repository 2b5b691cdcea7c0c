import { and, eq } from 'drizzle-orm'
import type { UsageGrain } from '@/db/schema/usage'
import type { Db } from '@/db/store'
import type { Context } from '@/lib/context'
import { authorizeSystem } from '@/lib/staff/authorize'
import { packHistogram } from './duration-histogram'
import { holdRollup, rebuildWithin } from './rebuild-rollup'
import { cellKey, recomputeUsage, type UsagePeriod } from './recompute-usage'
import { COUNTS, type Count, noCounts } from './usage-counts'

/** A cell of the rollup that does not say what the enrollments say. */
export type RollupDifference = {
  grain: UsageGrain
  period: number
  groupId: string
  processId: string
  what: Count | 'durations'
  /** In the rollup, and counted anew; of durations, their packed form in hexadecimal. */
  kept: number | string
  counted: number | string
}

export type RollupCheck = { differences: RollupDifference[]; repaired: boolean }

/**
 * Counts all usage anew and compares it with the rollup; with `repair`, what differs is built again. Enrollments that
 * change while they are counted look like differences: then everything is counted once more while changes wait.
 * @throws DeskError FORBIDDEN unless the desk itself asks
 */
export async function checkRollup(ctx: Context, { repair }: { repair: boolean }): Promise<RollupCheck> {
  authorizeSystem(ctx)
  const atOnce = await findDifferences(ctx, ctx.store.read)
  if (atOnce.length === 0) return { differences: [], repaired: false }
  return ctx.store.tx(async (tx) => {
    await holdRollup(ctx, tx)
    const differences = await findDifferences(ctx, tx)
    if (differences.length === 0 || !repair) return { differences, repaired: false }
    await rebuildWithin(ctx, tx)
    return { differences, repaired: true }
  })
}

async function findDifferences(ctx: Context, db: Db): Promise<RollupDifference[]> {
  const differences: RollupDifference[] = []
  const counted = new Set<string>()
  for await (const period of recomputeUsage(ctx, db)) {
    counted.add(`${period.grain} ${period.period}`)
    differences.push(...(await comparePeriod(ctx, db, period)))
  }
  const { usageRollup } = ctx.store.tables
  const { grain, period } = usageRollup
  for (const kept of await db.selectDistinct({ grain, period }).from(usageRollup)) {
    if (counted.has(`${kept.grain} ${kept.period}`)) continue
    differences.push(...(await comparePeriod(ctx, db, { ...kept, cells: new Map() })))
  }
  return differences
}

async function comparePeriod(ctx: Context, db: Db, { grain, period, cells }: UsagePeriod) {
  const { usageRollup } = ctx.store.tables
  const rows = await db
    .select()
    .from(usageRollup)
    .where(and(eq(usageRollup.grain, grain), eq(usageRollup.period, period)))
  const kept = new Map(rows.map((row) => [cellKey(row), row]))
  return [...new Set([...kept.keys(), ...cells.keys()])].flatMap((key): RollupDifference[] => {
    const row = kept.get(key)
    const cell = cells.get(key)
    const place = row ?? cell
    if (!place) return []
    const { groupId, processId } = place
    const durations = {
      kept: hex(row?.durations ?? null),
      counted: hex(cell?.durations ? packHistogram(cell.durations) : null),
    }
    const counts = COUNTS.map((what) => ({
      what,
      kept: row?.[what] ?? 0,
      counted: (cell?.counts ?? noCounts())[what],
    }))
    return [...counts, { what: 'durations' as const, ...durations }]
      .filter((compared) => compared.kept !== compared.counted)
      .map((compared) => ({ grain, period, groupId, processId, ...compared }))
  })
}

const hex = (packed: Uint8Array | null) => Buffer.from(packed ?? []).toString('hex')

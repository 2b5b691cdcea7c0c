import { eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'
import { authorizeSystem } from '@/lib/staff/authorize'
import { packHistogram } from './duration-histogram'
import { recomputeUsage } from './recompute-usage'

const STATE_ID = 'rollup'
const ROWS_AT_ONCE = 200

/**
 * Counts all usage anew, for the time zone of the settings. Whoever changes an enrollment waits until it is done (some
 * seconds for a million); whoever reads figures sees those of before.
 * @throws DeskError FORBIDDEN unless the desk itself asks
 */
export async function rebuildRollup(ctx: Context): Promise<void> {
  authorizeSystem(ctx)
  await ctx.store.tx((tx) => rebuildWithin(ctx, tx))
}

/**
 * Rebuilds the rollup if there is none yet or if it was built for another time zone: when a database has been migrated,
 * and before a server starts. Whether it did.
 * @throws DeskError FORBIDDEN unless the desk itself asks
 */
export async function ensureRollup(ctx: Context): Promise<boolean> {
  authorizeSystem(ctx)
  if (await isBuilt(ctx, ctx.store.read)) return false
  return ctx.store.tx(async (tx) => {
    // Another server may have been quicker.
    if (await isBuilt(ctx, tx)) return false
    await rebuildWithin(ctx, tx)
    return true
  })
}

async function isBuilt(ctx: Context, db: Context['store']['read']): Promise<boolean> {
  const { usageRollupState } = ctx.store.tables
  const [state] = await db.select().from(usageRollupState).where(eq(usageRollupState.id, STATE_ID))
  return state?.timeZone === ctx.settings.TIME_ZONE
}

/** Keeps everyone from moving figures until the transaction ends: those who came first are waited for. */
export async function holdRollup(ctx: Context, tx: Tx): Promise<void> {
  // SQLite has one writer, and that is this transaction.
  if (ctx.store.dialect === 'postgres') {
    await tx.rows(sql`lock table ${ctx.store.tables.usageRollup} in exclusive mode`)
  }
}

/** Rebuilds in the caller's transaction. */
export async function rebuildWithin(ctx: Context, tx: Tx): Promise<void> {
  const { usageRollup, usageRollupState } = ctx.store.tables
  await holdRollup(ctx, tx)
  await tx.delete(usageRollup)
  for await (const { grain, period, cells } of recomputeUsage(ctx, tx)) {
    const rows = [...cells.values()].map(({ groupId, processId, counts, durations }) => ({
      grain,
      period,
      groupId,
      processId,
      ...counts,
      durations: durations && packHistogram(durations),
    }))
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
      await tx.insert(usageRollup).values(rows.slice(at, at + ROWS_AT_ONCE))
    }
  }
  const state = { timeZone: ctx.settings.TIME_ZONE, builtAt: ctx.clock() }
  await tx
    .insert(usageRollupState)
    .values({ id: STATE_ID, ...state })
    .onConflictDoUpdate({ target: usageRollupState.id, set: state })
}

import { desc, sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { type BoundedCount, countUpTo } from './count-up-to'

/** What comes from ID360 by itself. Instants in epoch milliseconds. */
export type CallbackState = {
  /** The last one of those looked at; null when there is none among them. */
  lastAt: number | null
  /** The last time the desk learned something by asking instead; null: never, among those looked at. */
  lastAskedAt: number | null
  lastHour: BoundedCount
  lastDay: BoundedCount
  quarantined: BoundedCount
}

const HOUR_MS = 3_600_000
/** How far back the last callback is looked for, in pieces of news. */
const LOOKED_AT = 1_000
const DAY_LIMIT = 20_000

export async function callbackState(ctx: Context): Promise<CallbackState> {
  const { callback, quarantine } = ctx.store.tables
  const now = ctx.clock()
  const since = (ms: number, limit?: number) =>
    countUpTo(
      ctx,
      sql`${callback} where ${callback.receivedAt} >= ${now - ms} and ${callback.source} = 'callback'`,
      limit,
    )
  const news = ctx.store.read
    .select({ source: callback.source, receivedAt: callback.receivedAt })
    .from(callback)
    .orderBy(desc(callback.receivedAt), desc(callback.id))
    .limit(LOOKED_AT)
  const [lastHour, lastDay, quarantined, latest] = await Promise.all([
    since(HOUR_MS),
    since(24 * HOUR_MS, DAY_LIMIT),
    countUpTo(ctx, sql`${quarantine}`),
    news,
  ])
  const lastOf = (source: 'callback' | 'reconciliation') =>
    latest.find((one) => one.source === source)?.receivedAt ?? null
  return {
    lastAt: lastOf('callback'),
    lastAskedAt: lastOf('reconciliation'),
    lastHour,
    lastDay,
    quarantined,
  }
}

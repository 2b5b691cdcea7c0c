import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'

/**
 * Lets no other transaction change staff until the end of this one. SQLite has one writer anyway; on Postgres whoever
 * comes second waits here, and then reads what the first did.
 */
export async function lockStaff(ctx: Context, tx: Tx): Promise<void> {
  if (ctx.store.dialect !== 'postgres') return
  await tx.rows(sql`lock table ${ctx.store.tables.staff} in share row exclusive mode`)
}

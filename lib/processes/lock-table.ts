import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'

/**
 * Lets no other transaction change this table until the end of this one, so that "no other has this name" stays true.
 * SQLite has one writer anyway; on Postgres, readers and new enrollments that point here do not wait.
 */
export async function lockTable(ctx: Context, tx: Tx, name: 'process' | 'usageGroup'): Promise<void> {
  if (ctx.store.dialect !== 'postgres') return
  await tx.rows(sql`lock table ${ctx.store.tables[name]} in share row exclusive mode`)
}

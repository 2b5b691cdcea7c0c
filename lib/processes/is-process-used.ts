import { eq } from 'drizzle-orm'
import type { Db } from '@/db/store'
import type { Context } from '@/lib/context'

/** Whether any enrollment was made of the process: it can then be retired, and never become another one. */
export async function isProcessUsed(ctx: Context, read: Db, processId: string): Promise<boolean> {
  const { enrollment } = ctx.store.tables
  const [one] = await read
    .select({ id: enrollment.id })
    .from(enrollment)
    .where(eq(enrollment.processId, processId))
    .limit(1)
  return one !== undefined
}

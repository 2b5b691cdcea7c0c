import type { Context } from '@/lib/context'

/** Whether the database answers: without it no callback can be taken. */
export async function checkHealth(ctx: Context): Promise<boolean> {
  try {
    await ctx.store.read.select({ id: ctx.store.tables.staff.id }).from(ctx.store.tables.staff).limit(1)
    return true
  } catch (error) {
    ctx.log.error({ error: error instanceof Error ? error.name : 'unknown' }, 'the database does not answer')
    return false
  }
}

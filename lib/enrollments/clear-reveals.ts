import { lte } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { authorizeSystem } from '@/lib/staff/authorize'

/** The audit log keeps who revealed what and why; the row that opened it is of no use after its end. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000

/** Removes reveals that ended more than thirty days ago. Says how many. @throws DeskError FORBIDDEN for staff */
export async function clearReveals(ctx: Context): Promise<number> {
  authorizeSystem(ctx)
  const { personalReveal } = ctx.store.tables
  const over = lte(personalReveal.expiresAt, ctx.clock() - KEPT_MS)
  const [some] = await ctx.store.read
    .select({ id: personalReveal.id })
    .from(personalReveal)
    .where(over)
    .limit(1)
  if (!some) return 0
  const gone = await ctx.store.tx((tx) =>
    tx.delete(personalReveal).where(over).returning({ id: personalReveal.id }),
  )
  return gone.length
}

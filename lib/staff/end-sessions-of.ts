import { and, eq, isNull, ne } from 'drizzle-orm'
import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'

/** Ends a person's open sessions, or all but one (`except`), in the transaction of what causes it. Says how many. */
export async function endSessionsOf(
  ctx: Context,
  tx: Tx,
  { staffId, except }: { staffId: string; except?: string },
): Promise<number> {
  const { staffSession } = ctx.store.tables
  const ended = await tx
    .update(staffSession)
    .set({ endedAt: ctx.clock() })
    .where(
      and(
        eq(staffSession.staffId, staffId),
        isNull(staffSession.endedAt),
        except === undefined ? undefined : ne(staffSession.id, except),
      ),
    )
    .returning({ id: staffSession.id })
  return ended.length
}

import { eq } from 'drizzle-orm'
import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'
import { addSearchTerms } from '@/lib/enrollments/index-enrollment'
import { searchText } from '@/lib/enrollments/search-terms'

/**
 * Gives ID360's id to an enrollment whose creation was never answered, as its first callback tells it, and makes the
 * enrollment findable by it. An id that is known already is never changed by a callback: where a body tells it is a
 * [guess] (`CALLBACK_ID_KEYS`), the answer to the creation is not.
 */
export async function learnId360Id(
  ctx: Context,
  tx: Tx,
  enrollmentId: string,
  id360Id: string,
): Promise<void> {
  const { tables } = ctx.store
  const { enrollment } = tables
  const mine = eq(enrollment.id, enrollmentId)
  const [row] = await tx.update(enrollment).set({ id360Id }).where(mine).returning()
  if (!row) return
  await tx
    .update(enrollment)
    .set({ searchText: searchText(row) })
    .where(mine)
  await addSearchTerms(tx, tables, row, row)
}

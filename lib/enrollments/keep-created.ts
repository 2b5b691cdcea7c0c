import { and, eq, sql } from 'drizzle-orm'
import { type AuditAction, writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { notFound } from '@/lib/errors'
import { moveUsage } from '@/lib/usage/move-usage'
import { sealApiKey } from './api-key'
import { addSearchTerms } from './index-enrollment'
import { searchText } from './search-terms'

/**
 * Keeps what ID360 answered to a creation: its id and the api_key (sealed; null when ID360 does not tell it again). The
 * status becomes NEW unless a callback has been quicker: it never steps back.
 * @throws DeskError NOT_FOUND when the enrollment does not exist.
 */
export async function keepCreated(
  ctx: Context,
  enrollmentId: string,
  answer: { id360Id: string; apiKey: string | null },
  action: Extract<AuditAction, 'enrollment.created' | 'enrollment.settled'>,
): Promise<void> {
  const { tables } = ctx.store
  const { enrollment } = tables
  const mine = eq(enrollment.id, enrollmentId)
  await ctx.store.tx(async (tx) => {
    // Touches the row first: on Postgres a callback that is being projected waits, or is waited for.
    const [row] = await tx
      .update(enrollment)
      .set({
        id360Id: answer.id360Id,
        ...(answer.apiKey ? { sealedApiKey: sealApiKey(ctx.keys, enrollmentId, answer.apiKey) } : {}),
        revision: sql`${enrollment.revision} + 1`,
      })
      .where(mine)
      .returning()
    if (!row) throw notFound('enrollment')
    // Settled as not created, and erased, while the answer was on its way: its key and its terms do not come back.
    if (row.erasedAt !== null) {
      await tx.update(enrollment).set({ sealedApiKey: null }).where(mine)
      return
    }
    await tx
      .update(enrollment)
      .set({ searchText: searchText(row) })
      .where(mine)
    await addSearchTerms(tx, tables, row, row)
    // The agent may have settled "not created" while the answer was on its way: the answer knows better.
    if (row.status === 'UNCONFIRMED' || row.status === 'NOT_CREATED') {
      await tx
        .update(enrollment)
        .set({ status: 'NEW', lastNewsAt: ctx.clock() })
        .where(and(mine, eq(enrollment.status, row.status)))
      await moveUsage(ctx, tx, row, { ...row, status: 'NEW' })
    }
    await writeAudit(ctx, tx, {
      action,
      targetKind: 'enrollment',
      targetId: enrollmentId,
      details: {
        id360Id: answer.id360Id,
        ...(action === 'enrollment.settled' ? { decision: 'exists' } : {}),
      },
    })
  })
}

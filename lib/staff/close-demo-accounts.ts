import { and, eq, inArray } from 'drizzle-orm'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { DEMO_STAFF } from '@/lib/demo'
import { authorizeSystem } from './authorize'
import { endSessionsOf } from './end-sessions-of'

/**
 * In front of a real ID360, shuts out the demo's staff of a database that was tried with the sandbox first: everybody
 * knows their passwords. In front of the sandbox it does nothing. Says how many it shut out.
 * @throws DeskError FORBIDDEN for anyone but the desk itself.
 */
export async function closeDemoAccounts(ctx: Context): Promise<number> {
  authorizeSystem(ctx)
  if (ctx.settings.ID360_ENVIRONMENT === 'sandbox') return 0
  const { staff } = ctx.store.tables
  const emails = DEMO_STAFF.map(({ email }) => email)
  return ctx.store.tx(async (tx) => {
    const closed = await tx
      .update(staff)
      .set({ state: 'disabled', inviteHash: null, inviteExpiresAt: null })
      .where(and(inArray(staff.email, emails), eq(staff.state, 'active')))
      .returning({ id: staff.id })
    for (const { id } of closed) {
      const sessions = await endSessionsOf(ctx, tx, { staffId: id })
      const target = { targetKind: 'staff', targetId: id } as const
      await writeAudit(ctx, tx, { action: 'staff.disabled', ...target, details: { sessions } })
    }
    return closed.length
  })
}

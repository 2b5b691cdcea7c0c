import { and, desc, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '@/lib/context'
import { authorize } from '@/lib/staff/authorize'
import { auditCondition, auditFilter } from './audit-filter'
import { nameAuditRows, type ShownAuditRow } from './name-audit-rows'

export const AUDIT_PAGE_SIZE = 50

export const listAuditInput = z.object({
  filter: auditFilter,
  /** The last row of the page before. */
  after: z
    .object({ at: z.int(), id: z.string().max(64) })
    .nullable()
    .default(null),
})

export type AuditCursor = { at: number; id: string }

/**
 * A page of the audit log, newest first, each row with the names of who acted and of what was acted on. Someone limited
 * to groups sees that something was done in another group, and by whom, but neither to what nor the details.
 * @throws DeskError SIGNED_OUT, FORBIDDEN without `audit.read`; ZodError on a period that ends before it begins
 */
export async function listAudit(
  ctx: Context,
  input: z.input<typeof listAuditInput>,
): Promise<{ rows: ShownAuditRow[]; next: AuditCursor | null }> {
  const actor = authorize(ctx, 'audit.read')
  const { filter, after } = listAuditInput.parse(input)
  const { tables, read } = ctx.store
  const { audit } = tables
  const found = await read
    .select()
    .from(audit)
    .where(
      and(
        auditCondition(tables, filter, ctx.settings.TIME_ZONE),
        after ? sql`(${audit.at}, ${audit.id}) < (${after.at}, ${after.id})` : undefined,
      ),
    )
    .orderBy(desc(audit.at), desc(audit.id))
    .limit(AUDIT_PAGE_SIZE + 1)
  const page = found.slice(0, AUDIT_PAGE_SIZE)
  const last = found.length > AUDIT_PAGE_SIZE ? page.at(-1) : undefined
  return { rows: await nameAuditRows(ctx, actor, page), next: last ? { at: last.at, id: last.id } : null }
}

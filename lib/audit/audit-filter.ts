import { and, eq, gte, isNull, lt, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tables } from '@/db/schema'
import { startOfDay } from '@/lib/enrollments/zoned-days'
import { AUDIT_ACTIONS, AUDIT_TARGETS } from './audit-actions'

const day = z.iso.date().refine((date) => date >= '1970-01-01' && date <= '9999-12-30')

/** Which rows are asked for; all that are given must hold. Days are those of the desk's time zone, both included. */
export const auditFilter = z
  .object({
    /** The id of a member of staff, or `system` or `callback`: whoever acted. */
    actor: z.string().min(1).max(64).nullable().default(null),
    action: z.enum(AUDIT_ACTIONS).nullable().default(null),
    targetKind: z.enum(AUDIT_TARGETS).nullable().default(null),
    targetId: z.string().min(1).max(64).nullable().default(null),
    from: day.nullable().default(null),
    to: day.nullable().default(null),
  })
  .refine(({ from, to }) => from === null || to === null || from <= to, {
    path: ['to'],
    error: 'endBeforeStart',
  })

export type AuditFilter = z.output<typeof auditFilter>

function actedBy(audit: Tables['audit'], actor: string): SQL | undefined {
  if (actor === 'system') return eq(audit.actorKind, 'system')
  // A callback has no id: that it has none is what the index on actors finds.
  if (actor === 'callback') return and(eq(audit.actorKind, 'callback'), isNull(audit.actorId))
  return and(eq(audit.actorKind, 'staff'), eq(audit.actorId, actor))
}

/** Whoever, an act and a thing have fewer rows than a kind: beside one of them, the index on kinds is kept out. */
function isOfKind(audit: Tables['audit'], { actor, action, targetId }: AuditFilter, kind: string): SQL {
  const narrower = (actor !== null && actor !== 'system') || action !== null || targetId !== null
  return narrower ? sql`${audit.targetKind} || '' = ${kind}` : eq(audit.targetKind, kind)
}

/** The filter as a condition on the rows of the log. */
export function auditCondition({ audit }: Tables, filter: AuditFilter, zone: string): SQL | undefined {
  const { actor, action, targetKind, targetId, from, to } = filter
  return and(
    actor === null ? undefined : actedBy(audit, actor),
    action === null ? undefined : eq(audit.action, action),
    targetKind === null ? undefined : isOfKind(audit, filter, targetKind),
    targetId === null ? undefined : eq(audit.targetId, targetId),
    from === null ? undefined : gte(audit.at, startOfDay(from, zone)),
    to === null ? undefined : lt(audit.at, startOfDay(to, zone, 1)),
  )
}

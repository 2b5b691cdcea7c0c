import { desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '@/lib/context'
import { isFinalStatus } from '@/lib/id360/statuses'
import { authorize } from '@/lib/staff/authorize'
import { may } from '@/lib/staff/permissions'
import { findVisibleEnrollment } from './find-visible-enrollment'

/** One thing that happened to an enrollment. Instants in epoch milliseconds, durations in milliseconds. */
export type TimelineEntry =
  | {
      type: 'callback'
      callbackId: string
      /** When it happened at ID360, else when it arrived. */
      at: number
      source: 'callback' | 'reconciliation'
      kind: 'intermediate' | 'final'
      /** As ID360 sent them: unknown ones too. */
      status: string
      reason: string | null
      stepName: string | null
      stepType: string | null
      stepStatus: string | null
      done: number | null
      total: number | null
      statusCodes: string[]
      occurredAt: number | null
      receivedAt: number
      /** How much later than it happened it arrived; null when that is unknown, or less than a minute. */
      lateMs: number | null
      /** An intermediate callback that arrived after a final one. */
      late: boolean
      /** One of several final callbacks that do not say the same. */
      conflict: boolean
      /** How many times the same bytes came again, and when last. */
      duplicates: number
      lastDuplicateAt: number | null
      /** Whether this person may read the payload; of an erased person it is gone. */
      canRead: boolean
    }
  | {
      type: 'audit'
      auditId: string
      at: number
      /** See `AuditAction`. */
      action: string
      actorKind: 'staff' | 'callback' | 'system'
      /** The name of the member of staff; null for the desk itself. */
      actorName: string | null
      details: Record<string, string | number | boolean | null>
    }
  | { type: 'quarantine'; quarantineId: string; at: number; reason: string; size: number }

export type Timeline = {
  /** In the order things happened, the oldest first. */
  entries: TimelineEntry[]
  /** There is more than is shown: the oldest was left out. */
  truncated: boolean
}

export const readTimelineInput = z.object({ enrollmentId: z.string().min(1).max(64) })

/** Of each kind; a journey has some ten callbacks. */
const MOST_SHOWN = 500
const WORTH_TELLING_MS = 60_000

/**
 * Reads what happened to an enrollment: callbacks, what could not be read, and what staff and the desk did.
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND
 */
export async function readTimeline(
  ctx: Context,
  input: z.input<typeof readTimelineInput>,
): Promise<Timeline> {
  const actor = authorize(ctx, 'enrollments.list')
  const { enrollmentId } = readTimelineInput.parse(input)
  const { erasedAt } = await findVisibleEnrollment(ctx, actor, enrollmentId)
  const mayRead = may(actor.roles, 'callbacks.inspect') && erasedAt === null
  const lists = await Promise.all([
    readCallbacks(ctx, enrollmentId, mayRead),
    readAudit(ctx, enrollmentId),
    readQuarantine(ctx, enrollmentId),
  ])
  return {
    entries: lists.flatMap((list) => list.slice(0, MOST_SHOWN)).sort(compareEntries),
    truncated: lists.some((list) => list.length > MOST_SHOWN),
  }
}

const idOf = (entry: TimelineEntry) =>
  entry.type === 'callback' ? entry.callbackId : entry.type === 'audit' ? entry.auditId : entry.quarantineId

const compareEntries = (a: TimelineEntry, b: TimelineEntry) => a.at - b.at || (idOf(a) < idOf(b) ? -1 : 1)

async function readCallbacks(ctx: Context, enrollmentId: string, canRead: boolean): Promise<TimelineEntry[]> {
  const { callback } = ctx.store.tables
  const rows = await ctx.store.read
    .select({
      callbackId: callback.id,
      source: callback.source,
      kind: callback.kind,
      status: callback.status,
      reason: callback.reason,
      stepName: callback.stepName,
      stepType: callback.stepType,
      stepStatus: callback.stepStatus,
      done: callback.done,
      total: callback.total,
      statusCodes: callback.statusCodes,
      occurredAt: callback.occurredAt,
      receivedAt: callback.receivedAt,
      duplicates: callback.duplicates,
      lastDuplicateAt: callback.lastDuplicateAt,
    })
    .from(callback)
    .where(eq(callback.enrollmentId, enrollmentId))
    .orderBy(desc(callback.receivedAt), desc(callback.id))
    .limit(MOST_SHOWN + 1)
  const finals = rows.filter(({ status }) => isFinalStatus(status))
  const conflict = new Set(finals.map(({ status }) => status)).size > 1
  // Newest first: the first final callback is the last of them.
  const firstFinal = finals.at(-1)
  const cameAfter = (row: { receivedAt: number; callbackId: string }) =>
    firstFinal !== undefined &&
    (row.receivedAt > firstFinal.receivedAt ||
      (row.receivedAt === firstFinal.receivedAt && row.callbackId > firstFinal.callbackId))
  return rows.map((row) => {
    const delay = row.occurredAt === null ? 0 : row.receivedAt - row.occurredAt
    const isCallback = row.source === 'callback'
    return {
      type: 'callback' as const,
      at: row.occurredAt ?? row.receivedAt,
      ...row,
      lateMs: isCallback && delay >= WORTH_TELLING_MS ? delay : null,
      late: isCallback && !isFinalStatus(row.status) && cameAfter(row),
      conflict: conflict && isFinalStatus(row.status),
      canRead,
    }
  })
}

async function readAudit(ctx: Context, enrollmentId: string): Promise<TimelineEntry[]> {
  const { audit, staff } = ctx.store.tables
  const rows = await ctx.store.read
    .select({
      auditId: audit.id,
      at: audit.at,
      action: audit.action,
      actorKind: audit.actorKind,
      actorName: staff.name,
      details: audit.details,
    })
    .from(audit)
    .leftJoin(staff, eq(staff.id, audit.actorId))
    .where(eq(audit.targetId, enrollmentId))
    .orderBy(desc(audit.at), desc(audit.id))
    .limit(MOST_SHOWN + 1)
  // What could not be read has an entry of its own.
  return rows
    .filter(({ action }) => action !== 'callback.quarantined')
    .map((row) => ({ type: 'audit' as const, ...row }))
}

async function readQuarantine(ctx: Context, enrollmentId: string): Promise<TimelineEntry[]> {
  const { quarantine } = ctx.store.tables
  const rows = await ctx.store.read
    .select({
      quarantineId: quarantine.id,
      at: quarantine.receivedAt,
      reason: quarantine.reason,
      size: quarantine.size,
    })
    .from(quarantine)
    .where(eq(quarantine.enrollmentId, enrollmentId))
    .orderBy(desc(quarantine.receivedAt), desc(quarantine.id))
    .limit(MOST_SHOWN + 1)
  return rows.map((row) => ({ type: 'quarantine' as const, ...row }))
}

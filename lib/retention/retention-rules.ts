import type { EnrollmentStatus } from '@/db/schema/enrollment'
import type { DeskSettings } from '@/db/schema/protection'
import type { Settings } from '@/lib/env'
import { isFinalStatus } from '@/lib/id360/statuses'

export type Retention = DeskSettings['retention']

export const DAY_MS = 24 * 60 * 60_000

/** What of an enrollment's row decides whether, and when, something of it goes. Epoch milliseconds. */
export type ErasableRow = {
  status: EnrollmentStatus
  finishedAt: number | null
  lastNewsAt: number
  erasedAt: number | null
  evidenceErasedAt: number | null
  evidenceKeptUntil: number | null
}

/** What is erased of one enrollment. `keptUntil`: the person goes, the evidence must stay until then. */
export type Erasing = { personal: boolean; evidence: boolean; keptUntil: number | null }

/** Until when the law keeps the evidence of a file that ended at `finishedAt`; null: it does not, or no longer. */
export function heldByLawUntil(
  { evidenceByLawDays }: Retention,
  { finishedAt, evidenceKeptUntil }: Pick<ErasableRow, 'finishedAt' | 'evidenceKeptUntil'>,
  now: number,
): number | null {
  const byLaw =
    evidenceByLawDays === null || finishedAt === null ? 0 : finishedAt + evidenceByLawDays * DAY_MS
  // What was told to somebody once is not shortened by a shorter period of later.
  const until = Math.max(byLaw, evidenceKeptUntil ?? 0)
  return until > now ? until : null
}

/** What the periods make due by now. Files without an end are never touched by age. */
export function dueByAge(retention: Retention, row: ErasableRow, now: number): Erasing {
  const { personalDays, evidenceDays } = retention
  const { finishedAt } = row
  const nothing = { personal: false, evidence: false, keptUntil: row.evidenceKeptUntil }
  if (finishedAt === null) return nothing
  const isPast = (days: number | null) => days !== null && finishedAt + days * DAY_MS <= now
  const held = heldByLawUntil(retention, row, now) !== null
  return {
    ...nothing,
    personal: row.erasedAt === null && isPast(personalDays),
    // What was only kept because of the law goes when the law lets it, whatever is kept of others.
    evidence:
      row.evidenceErasedAt === null && !held && (isPast(evidenceDays) || row.evidenceKeptUntil !== null),
  }
}

/** What goes when the person asks for it: everything the law does not make the desk keep. */
export function dueByRequest(retention: Retention, row: ErasableRow, now: number): Erasing {
  const keptUntil = row.evidenceErasedAt === null ? heldByLawUntil(retention, row, now) : null
  return {
    personal: row.erasedAt === null,
    evidence: row.evidenceErasedAt === null && keptUntil === null,
    keptUntil,
  }
}

/**
 * Whether a file may be erased on request. One that still runs may not: ID360 goes on with it and would call back, and
 * the person would find a journey of which nobody knows. One of which nothing was heard for as long as ID360 keeps
 * anything (ID360_RETENTION_DAYS) runs no more.
 */
export function mayBeErased(
  row: Pick<ErasableRow, 'status' | 'lastNewsAt'>,
  settings: Pick<Settings, 'ID360_RETENTION_DAYS'>,
  now: number,
): boolean {
  if (isFinalStatus(row.status) || row.status === 'NOT_CREATED') return true
  return row.lastNewsAt + settings.ID360_RETENTION_DAYS * DAY_MS <= now
}

/** Whether anything is left to erase of it. */
export const isAllErased = (row: Pick<ErasableRow, 'erasedAt' | 'evidenceErasedAt'>) =>
  row.erasedAt !== null && row.evidenceErasedAt !== null

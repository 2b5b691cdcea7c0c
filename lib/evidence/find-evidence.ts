import { and, desc, eq } from 'drizzle-orm'
import type { Tables } from '@/db/schema'
import type { EvidenceKind, EvidenceOrigin, EvidenceState } from '@/db/schema/evidence'
import type { Context, StaffActor } from '@/lib/context'
import { findVisibleEnrollment } from '@/lib/enrollments/find-visible-enrollment'
import { notFound } from '@/lib/errors'
import { evidenceFileName } from './evidence-file-name'

export type EvidenceRow = Tables['evidence']['$inferSelect']
export type EnrollmentRow = Tables['enrollment']['$inferSelect']

/** One piece of evidence as a screen, or a manifest, tells it. Instants in epoch milliseconds. */
export type EvidenceItem = {
  id: string
  kind: EvidenceKind
  /** `identity_document/0`, of a document; else empty. */
  part: string
  fileName: string
  /** Of the original bytes. */
  sha256: string
  size: number
  /** As the bytes themselves say. */
  contentType: string
  state: EvidenceState
  /** Path at ID360, without its secrets. */
  source: string
  origin: EvidenceOrigin
  /** The hash the report gives of a document, and whether the bytes have it; null when it gives none. */
  reportedHash: string | null
  hashMatch: boolean | null
  capturedAt: number
  /** When ID360 last delivered these very bytes. */
  seenAt: number
  /** A later capture differs. */
  superseded: boolean
  /** How many different versions of this part are kept, this one included. */
  versions: number
}

/** A piece of evidence and its enrollment, of which this person may see the group. @throws DeskError NOT_FOUND */
export async function findVisibleEvidence(
  ctx: Context,
  actor: StaffActor,
  evidenceId: string,
): Promise<{ file: EvidenceRow; row: EnrollmentRow }> {
  const { evidence } = ctx.store.tables
  const [file] = await ctx.store.read.select().from(evidence).where(eq(evidence.id, evidenceId))
  if (!file) throw notFound('evidence')
  return { file, row: await findVisibleEnrollment(ctx, actor, file.enrollmentId) }
}

/** Every version of every part of an enrollment's evidence (of one kind), the newest of each part first. */
export async function listItems(
  ctx: Context,
  row: EnrollmentRow,
  kind?: EvidenceKind,
): Promise<EvidenceItem[]> {
  const { evidence } = ctx.store.tables
  const files = await ctx.store.read
    .select()
    .from(evidence)
    .where(and(eq(evidence.enrollmentId, row.id), kind && eq(evidence.kind, kind)))
    .orderBy(evidence.kind, evidence.part, desc(evidence.seenAt), desc(evidence.id))
  const seen = new Map<string, number>()
  const keyOf = (file: EvidenceRow) => `${file.kind} ${file.part}`
  for (const file of files) seen.set(keyOf(file), (seen.get(keyOf(file)) ?? 0) + 1)
  return files.map((file, index) => {
    const before = files[index - 1]
    return {
      ...itemOf(ctx, row, file),
      superseded: before !== undefined && keyOf(before) === keyOf(file),
      versions: seen.get(keyOf(file)) ?? 1,
    }
  })
}

/** What is told of one row by itself. */
export function itemOf(
  ctx: Context,
  row: EnrollmentRow,
  file: EvidenceRow,
): Omit<EvidenceItem, 'superseded' | 'versions'> {
  const { id, kind, part, sha256, size, contentType, state, source, origin, reportedHash, hashMatch } = file
  const { capturedAt, seenAt } = file
  const fileName = nameOf(ctx, row, file)
  return {
    id,
    kind,
    part,
    fileName,
    sha256,
    size,
    contentType,
    state,
    source,
    origin,
    reportedHash,
    hashMatch,
    capturedAt,
    // Rows of before this was counted were seen when they were captured.
    seenAt: Math.max(seenAt, capturedAt),
  }
}

/** @param status what the report itself says, where that is known; else the enrollment's */
export function nameOf(
  ctx: Context,
  row: EnrollmentRow,
  file: Pick<EvidenceRow, 'kind' | 'part' | 'contentType' | 'capturedAt'>,
  { status = row.status, original = false }: { status?: string; original?: boolean } = {},
): string {
  const { kind, part, contentType, capturedAt } = file
  const reference = row.clientReference ?? row.id360Id
  const timeZone = ctx.settings.TIME_ZONE
  return evidenceFileName({ kind, part, contentType, capturedAt, reference, status, original, timeZone })
}

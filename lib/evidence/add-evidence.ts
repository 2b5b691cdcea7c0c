import { and, eq } from 'drizzle-orm'
import type { EvidenceKind, EvidenceOrigin, EvidenceState } from '@/db/schema/evidence'
import type { Tx } from '@/db/store'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { newId } from '@/lib/new-id'
import { markIdclaim } from '@/lib/usage/mark-idclaim'
import { isErased } from './capture-outcome'
import { disownFile, ownFile } from './keep-file'
import { maskSecrets } from './mask'
import type { SealedFile } from './sealed-files'

export type CapturedEvidence = {
  enrollmentId: string
  kind: EvidenceKind
  part?: string
  contentType: string
  state: EvidenceState
  source: string
  origin?: EvidenceOrigin
  reportedHash?: string | null
  hashMatch?: boolean | null
}

/**
 * `new`: these bytes were not kept yet; `again`: they were; `restored`: they were, and the kept file was damaged;
 * `refused`: the person or the evidence was erased meanwhile, and the file is removed.
 */
export type Addition = 'new' | 'again' | 'restored' | 'refused'

/**
 * Writes that a file, kept already, is evidence. Bytes that were captured before are the same version, seen once more;
 * others are kept beside it. The caller holds the enrollment's row.
 * @throws JobFailure `file_gone` when the file was removed as nobody's before its row came: another attempt keeps it
 */
export async function addEvidence(
  ctx: Context,
  tx: Tx,
  captured: CapturedEvidence,
  { sha256, size, address }: SealedFile,
): Promise<Addition> {
  const { evidence } = ctx.store.tables
  const { enrollmentId, kind, part = '', contentType, state, origin = 'live' } = captured
  const { reportedHash = null, hashMatch = null } = captured
  const now = ctx.clock()
  if (await wasErased(ctx, tx, enrollmentId)) {
    await disownFile(ctx, tx, address)
    return 'refused'
  }
  const source = plainSource(captured.source)
  const facts = { contentType, state, source, reportedHash, hashMatch, address, seenAt: now }
  const [known] = await tx
    .select({ id: evidence.id, state: evidence.state })
    .from(evidence)
    .where(
      and(
        eq(evidence.enrollmentId, enrollmentId),
        eq(evidence.kind, kind),
        eq(evidence.part, part),
        eq(evidence.sha256, sha256),
      ),
    )
  const id = known?.id ?? newId()
  if (known) await tx.update(evidence).set(facts).where(eq(evidence.id, id))
  else {
    await tx
      .insert(evidence)
      .values({ id, enrollmentId, kind, part, sha256, size, origin, capturedAt: now, ...facts })
  }
  await ownFile(ctx, tx, address)
  if (kind === 'idclaim') await markIdclaim(ctx, tx, enrollmentId)
  const addition = !known ? 'new' : known.state === 'damaged' ? 'restored' : 'again'
  if (addition === 'again') return addition
  await writeAudit(ctx, tx, {
    action: addition === 'new' ? 'evidence.captured' : 'evidence.restored',
    targetKind: 'enrollment',
    targetId: enrollmentId,
    details: {
      evidenceId: id,
      kind,
      sha256,
      size,
      ...(part !== '' && { part }),
      ...(origin === 'archive' && { origin }),
      ...(state === 'wrong_type' && { wrongType: true }),
      ...(hashMatch === false && { hashMismatch: true }),
    },
  })
  return addition
}

async function wasErased(ctx: Context, tx: Tx, enrollmentId: string): Promise<boolean> {
  const { enrollment } = ctx.store.tables
  const [row] = await tx
    .select({ erasedAt: enrollment.erasedAt, evidenceErasedAt: enrollment.evidenceErasedAt })
    .from(enrollment)
    .where(eq(enrollment.id, enrollmentId))
  return row !== undefined && isErased(row)
}

const LONGEST_SOURCE = 500

/** An address from a report is data: without secrets, control characters and endless queries. */
function plainSource(source: string): string {
  const masked = maskSecrets(source)
  return String(masked)
    .replace(/\p{Cc}/gu, '')
    .slice(0, LONGEST_SOURCE)
}

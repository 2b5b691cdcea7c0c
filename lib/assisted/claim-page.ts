import { and, eq } from 'drizzle-orm'
import type { AssistedDocument, SendState } from '@/db/schema/assisted'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context, StaffActor } from '@/lib/context'
import type { AssistedFailure } from './assisted-failure'
import { refusal } from './assisted-refusal'
import type { AssistedPageView } from './assisted-view'
import { stateNow } from './lease'
import { bytesLeftFor, settlesTotal } from './page-rules'
import { takeFlow, takeOpenFlow } from './take-flow'

/** One page of one document, and who sends it. */
export type PagePlace = {
  actor: StaffActor
  enrollmentId: string
  document: AssistedDocument
  page: number
  totalPages: number
}

export type PageClaim = PagePlace & {
  /** This try's own number: the end of an older one changes nothing. */
  attempt: number
  mediaType: string
  /** Bytes it may have: what the document's other pages leave. */
  maxBytes: number
}

/**
 * Notes that a page is being sent, before its first byte leaves. One that was sent already is replaced.
 * @throws DeskError NOT_READY; CONFLICT: `pageUnderWay` when another tab is sending it, `totalPagesSettled`; INVALID
 * (`noSelfie`) when biometry was refused; TOO_LARGE when the announced length is more than the other pages leave
 */
export async function claimPage(
  ctx: Context,
  place: PagePlace,
  { mediaType, contentLength }: { mediaType: string; contentLength: number | null },
): Promise<PageClaim> {
  const { actor, enrollmentId, document, page, totalPages } = place
  const { assistedPage: table } = ctx.store.tables
  return ctx.store.tx(async (tx) => {
    const flow = await takeOpenFlow(ctx, tx, enrollmentId, 'consent')
    if (document === 'selfie_image_upload' && !flow.acceptedBiometry) throw refusal('noSelfie')
    const rows = await tx
      .select()
      .from(table)
      .where(and(eq(table.enrollmentId, enrollmentId), eq(table.document, document)))
    const pages = rows.map((row) => ({ ...row, state: stateNow(ctx, 'upload', row) }))
    const before = pages.find((one) => one.page === page)
    if (before?.state === 'sending') throw refusal('pageUnderWay')
    if (pages.some((one) => settlesTotal(one) && one.totalPages !== totalPages)) {
      throw refusal('totalPagesSettled')
    }
    const maxBytes = bytesLeftFor(pages, page)
    if ((contentLength ?? 0) > maxBytes) throw refusal('tooLarge')
    const attempt = (before?.attempt ?? 0) + 1
    const at = ctx.clock()
    const set = {
      totalPages,
      state: 'sending' as const,
      attempt,
      size: null,
      mediaType,
      failure: null,
      at,
      by: actor.id,
    }
    await tx
      .insert(table)
      .values({ enrollmentId, document, page, ...set })
      .onConflictDoUpdate({ target: [table.enrollmentId, table.document, table.page], set })
    return { ...place, attempt, mediaType, maxBytes }
  })
}

export type PageOutcome =
  | { state: 'sent'; size: number }
  | { state: Exclude<SendState, 'sent' | 'sending'>; failure: AssistedFailure }

/**
 * Notes how it ended, if this try is still the page's own.
 * @throws DeskError CONFLICT (`pageOvertaken`) when a later try has taken the page
 */
export async function settlePage(
  ctx: Context,
  claim: PageClaim,
  outcome: PageOutcome,
): Promise<AssistedPageView> {
  const { actor, enrollmentId, document, page, attempt, totalPages, mediaType } = claim
  const { assistedPage: table } = ctx.store.tables
  const size = outcome.state === 'sent' ? outcome.size : null
  const failure = outcome.state === 'sent' ? null : outcome.failure
  const { state } = outcome
  return ctx.store.tx(async (tx) => {
    await takeFlow(ctx, tx, enrollmentId)
    const at = ctx.clock()
    const [row] = await tx
      .update(table)
      .set({ state, size, failure, at })
      .where(
        and(
          eq(table.enrollmentId, enrollmentId),
          eq(table.document, document),
          eq(table.page, page),
          eq(table.attempt, attempt),
        ),
      )
      .returning({ page: table.page })
    if (!row) throw refusal('pageOvertaken')
    await writeAudit(ctx, tx, {
      action: state === 'sent' ? 'assisted.page_sent' : 'assisted.page_failed',
      targetKind: 'enrollment',
      targetId: enrollmentId,
      details: { document, page, totalPages, mediaType, size, attempt, failure, state },
    })
    return { page, state, size, mediaType, failure, at, staff: { id: actor.id, name: actor.name } }
  })
}

import { hash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { and, eq, inArray, ne } from 'drizzle-orm'
import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'
import { addSearchTerms } from '@/lib/enrollments/index-enrollment'
import { type SearchFields, searchTerms, searchText, termsOfText } from '@/lib/enrollments/search-terms'
import type { EnrollmentRow } from '@/lib/evidence/find-evidence'

const NOTHING = Buffer.alloc(0)
/** Codes and states of steps are ID360's words [wiki]; anything else could be anything. */
const CODE = /^[A-Z][A-Z0-9_.]{0,63}$/i

/**
 * Takes from the database, in the caller's transaction, everything that says who the person is. What stays: ID360's id,
 * statuses, times, group, process, who did what; the figures are counted from these. Words of ID360 that could quote the
 * person go as well. The secret of the inbox stays as its hash: late callbacks are recognised, answered, and dropped.
 */
export async function erasePerson(ctx: Context, tx: Tx, row: EnrollmentRow): Promise<void> {
  const { tables } = ctx.store
  const { enrollment, quarantine, assistedComparison, assistedPresence, personalReveal, job } = tables
  await eraseSearchTerms(ctx, tx, row)
  const found = { ...NOBODY, id360Id: row.id360Id }
  await tx
    .update(enrollment)
    .set({
      lastName: null,
      firstName: null,
      email: null,
      phone: null,
      clientReference: null,
      sealedDetails: null,
      sealedApiKey: null,
      searchText: searchText(found),
      reason: null,
      steps: row.steps.map((step) => ({
        ...step,
        name: wordOrHash(step.name),
        type: codeOrNull(step.type),
        status: codeOrNull(step.status),
      })),
    })
    .where(eq(enrollment.id, row.id))
  await addSearchTerms(tx, tables, row, found)
  await eraseCallbacks(ctx, tx, row.id)
  await tx.update(quarantine).set({ sealedBody: NOTHING, size: 0 }).where(eq(quarantine.enrollmentId, row.id))
  await tx.delete(assistedComparison).where(eq(assistedComparison.enrollmentId, row.id))
  await tx.delete(assistedPresence).where(eq(assistedPresence.enrollmentId, row.id))
  await tx.delete(personalReveal).where(eq(personalReveal.enrollmentId, row.id))
  // One that runs finds at its end that the person is erased, and stores nothing.
  await tx.delete(job).where(and(eq(job.subjectId, row.id), ne(job.state, 'leased')))
}

const NOBODY: SearchFields = {
  clientReference: null,
  id360Id: null,
  lastName: null,
  firstName: null,
  email: null,
}

/** Names of steps are ID360's words too (`liveness$0`); a sentence is kept as its hash, so that steps stay apart. */
const wordOrHash = (name: string) =>
  /^[\w$.-]{1,64}$/.test(name) ? name : `erased-${hash('sha256', name).slice(0, 12)}`

const codeOrNull = (text: string | null) => (text !== null && CODE.test(text) ? text : null)

/** By the words as they are cut today, and by those that were stored: the rules may have changed in between. */
async function eraseSearchTerms(ctx: Context, tx: Tx, row: EnrollmentRow) {
  const { searchTerm } = ctx.store.tables
  const terms = [...new Set([...searchTerms(row), ...termsOfText(row.searchText)])]
  if (terms.length === 0) return
  await tx
    .delete(searchTerm)
    .where(
      and(
        inArray(searchTerm.term, terms),
        eq(searchTerm.createdAt, row.createdAt),
        eq(searchTerm.enrollmentId, row.id),
      ),
    )
}

async function eraseCallbacks(ctx: Context, tx: Tx, enrollmentId: string) {
  const { callback } = ctx.store.tables
  await tx
    .update(callback)
    .set({ sealedBody: NOTHING, reason: null })
    .where(eq(callback.enrollmentId, enrollmentId))
  const { id, status, stepName, stepType, stepStatus, statusCodes } = callback
  const rows = await tx
    .select({ id, status, stepName, stepType, stepStatus, statusCodes })
    .from(callback)
    .where(eq(callback.enrollmentId, enrollmentId))
  for (const row of rows) {
    const words = {
      // An unknown word counts as none: what follows from the callbacks stays the same.
      status: codeOrNull(row.status) ?? '',
      stepName: row.stepName === null ? null : wordOrHash(row.stepName),
      stepType: codeOrNull(row.stepType),
      stepStatus: codeOrNull(row.stepStatus),
      statusCodes: row.statusCodes.filter((code) => CODE.test(code)),
    }
    const { id: callbackId, ...before } = row
    if (isDeepStrictEqual(before, words)) continue
    await tx.update(callback).set(words).where(eq(callback.id, callbackId))
  }
}

import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/store'
import { writeAudit } from '@/lib/audit/write-audit'
import { createCallbackSecret } from '@/lib/callbacks/callback-secret'
import type { Context, StaffActor } from '@/lib/context'
import { Id360Error, mayHaveBeenDone } from '@/lib/id360/errors'
import { newId } from '@/lib/new-id'
import { isOffered } from '@/lib/processes/offered'
import { authorize, seesGroup } from '@/lib/staff/authorize'
import { moveUsage } from '@/lib/usage/move-usage'
import { creationBody } from './creation-body'
import { type CreatedEnrollment, earlierSubmission } from './earlier-submission'
import { sealDetails } from './enrollment-details'
import {
  type EnrollmentFieldErrors,
  type EnrollmentFormInput,
  type EnrollmentInput,
  invalidForm,
  parseEnrollmentInput,
} from './enrollment-input'
import { id360Failure } from './id360-failure'
import { addSearchTerms } from './index-enrollment'
import { keepCreated } from './keep-created'
import { searchText } from './search-terms'
import { takeBackIntent } from './take-back-intent'

export type { CreatedEnrollment }

/**
 * Makes one enrollment: the intent is committed first, then ID360 is called, exactly once. The same `submissionKey`
 * again gives the same enrollment and calls nobody.
 *
 * @throws DeskError INVALID with `fieldErrors` (ENROLLMENT_FIELD_ERRORS); CONFLICT when somebody else used the
 * `submissionKey`; ID360 when ID360 refused or could not be reached: then nothing was created and nothing is left.
 */
export async function createEnrollment(ctx: Context, input: EnrollmentFormInput): Promise<CreatedEnrollment> {
  const actor = authorize(ctx, 'enrollments.create')
  const form = parseEnrollmentInput(input)
  const earlier = await earlierSubmission(ctx, actor, form.submissionKey)
  if (earlier) return earlier
  const { process, groupName } = await checkChoices(ctx, actor, form)

  const { inboxId, secret, secretSha256 } = createCallbackSecret()
  const place = await commitIntent(ctx, actor, form, { inboxId, secretSha256 })
  if (!place) return (await earlierSubmission(ctx, actor, form.submissionKey)) ?? createEnrollment(ctx, input)

  const body = creationBody(ctx, form, { process, groupName, inboxId, secret })
  try {
    const answer = await ctx.id360.createEnrollment(process.id360Uuid, body)
    await keepCreated(ctx, place.id, { id360Id: answer.id, apiKey: answer.api_key }, 'enrollment.created')
    return { enrollmentId: place.id, outcome: 'created' }
  } catch (error) {
    if (!(error instanceof Id360Error)) throw error
    if (!mayHaveBeenDone(error) && (await takeBackIntent(ctx, place.id, error)))
      throw id360Failure(ctx, error, 'create')
    await markUnconfirmed(ctx, place.id, error)
    return { enrollmentId: place.id, outcome: 'unconfirmed' }
  }
}

/** The process and the group as the database knows them; what this person may not use does not exist for them. */
async function checkChoices(ctx: Context, actor: StaffActor, form: EnrollmentInput) {
  const { process: processes, usageGroup } = ctx.store.tables
  const [[process], [group]] = await Promise.all([
    ctx.store.read.select().from(processes).where(eq(processes.id, form.processId)),
    ctx.store.read
      .select()
      .from(usageGroup)
      .where(and(eq(usageGroup.id, form.groupId), eq(usageGroup.state, 'active'))),
  ])
  const errors: EnrollmentFieldErrors = {}
  if (!process || !isOffered(ctx, process)) errors.processId = 'unknownProcess'
  if (process?.makesIdclaim && !form.idclaimPhone) errors.idclaimPhone = 'required'
  if (process && !process.makesIdclaim && form.idclaimPhone) errors.idclaimPhone = 'notForThisProcess'
  if (form.groupId === '' && !seesGroup(actor, '')) errors.groupId = 'required'
  if (form.groupId !== '' && (!group || !seesGroup(actor, form.groupId))) errors.groupId = 'unknownGroup'
  if (!process || Object.keys(errors).length > 0) throw invalidForm(errors)
  return { process, groupName: group?.name ?? null }
}

/** Commits the row that says "ID360 is about to be asked". Null when the form was sent before. */
async function commitIntent(
  ctx: Context,
  actor: StaffActor,
  form: EnrollmentInput,
  inbox: { inboxId: string; secretSha256: string },
) {
  const { tables } = ctx.store
  const place = { id: newId(), createdAt: ctx.clock() }
  const found = { ...form, id360Id: null }
  return ctx.store.tx(async (tx) => {
    const retry = await isRetry(ctx, tx, form.clientReference)
    const [row] = await tx
      .insert(tables.enrollment)
      .values({
        ...place,
        createdBy: actor.id,
        processId: form.processId,
        groupId: form.groupId,
        clientReference: form.clientReference,
        language: form.language,
        lastName: form.lastName,
        firstName: form.firstName,
        email: form.email,
        phone: form.phone,
        sealedDetails: sealDetails(ctx.keys, place.id, form),
        searchText: searchText(found),
        submissionKey: form.submissionKey,
        inboxId: inbox.inboxId,
        callbackSecretSha256: inbox.secretSha256,
        status: 'UNCONFIRMED',
        confirmation: 'none',
        conflict: false,
        steps: [],
        lastNewsAt: place.createdAt,
        retry,
        revision: 1,
      })
      .onConflictDoNothing({ target: tables.enrollment.submissionKey })
      .returning()
    if (!row) return null
    const { processId, groupId } = form
    await moveUsage(ctx, tx, null, row)
    await addSearchTerms(tx, tables, place, found)
    await writeAudit(ctx, tx, {
      action: 'enrollment.requested',
      targetKind: 'enrollment',
      targetId: place.id,
      details: { processId, groupId },
    })
    return place
  })
}

/** Whether the desk already has an enrollment of this client reference. */
async function isRetry(ctx: Context, tx: Tx, clientReference: string | null): Promise<boolean> {
  if (clientReference === null) return false
  const { enrollment } = ctx.store.tables
  const earlier = await tx
    .select({ id: enrollment.id })
    .from(enrollment)
    .where(eq(enrollment.clientReference, clientReference))
    .limit(1)
  return earlier.length > 0
}

/** Says that nobody knows: the revision tells pages, and a double click, that the answer is no longer awaited. */
async function markUnconfirmed(ctx: Context, enrollmentId: string, error: Id360Error) {
  const { enrollment } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    const marked = await tx
      .update(enrollment)
      .set({ revision: sql`${enrollment.revision} + 1` })
      .where(eq(enrollment.id, enrollmentId))
      .returning({ id: enrollment.id })
    if (marked.length === 0) return
    await writeAudit(ctx, tx, {
      action: 'enrollment.unconfirmed',
      targetKind: 'enrollment',
      targetId: enrollmentId,
      details: { kind: error.kind, status: error.status ?? null },
    })
  })
}

import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Confirmation, EnrollmentStatus, StepState } from '@/db/schema/enrollment'
import { type AssistOffer, assistOffer } from '@/lib/assisted/assist-offer'
import type { Context } from '@/lib/context'
import { notFound } from '@/lib/errors'
import { authorize } from '@/lib/staff/authorize'
import { may } from '@/lib/staff/permissions'
import { canBeShared } from './can-be-shared'
import { findVisibleEnrollment } from './find-visible-enrollment'
import { maskEmail, maskPhone } from './mask-contact'
import { revealedUntil } from './revealed-until'

/** The person as everyone who may know them sees them: names plain, the rest masked (`read-revealed.ts` has it plain). */
export type PersonView = {
  lastName: string | null
  firstName: string | null
  /** `c…@example.org`. */
  maskedEmail: string | null
  /** `… 34`. */
  maskedPhone: string | null
  /** An address or an idclaim phone is kept, sealed. */
  hasDetails: boolean
}

/** One enrollment as a page shows it. Instants are epoch milliseconds. */
export type EnrollmentView = {
  id: string
  id360Id: string | null
  clientReference: string | null
  /** Language of the journey. */
  language: 'fr' | 'en'
  status: EnrollmentStatus
  /** ID360's words on the status, as they came. */
  reason: string | null
  confirmation: Confirmation
  conflict: boolean
  /** null for people without `enrollments.personal`. */
  person: PersonView | null
  /** What is masked of the person counts as revealed to who asks; what it is, this does not say. */
  revealed: boolean
  /** When what says who the person is was erased; null: it was not. */
  erasedAt: number | null
  evidenceErasedAt: number | null
  /** The person is erased and the evidence must be kept until then. */
  evidenceKeptUntil: number | null
  process: { id: string; name: string; byLink: boolean; assisted: boolean; makesIdclaim: boolean }
  /** null: no group. */
  group: { id: string; name: string } | null
  createdBy: { id: string; name: string }
  steps: StepState[]
  stepsDone: number | null
  stepsTotal: number | null
  createdAt: number
  startedAt: number | null
  finishedAt: number | null
  lastNewsAt: number
  revision: number
  /** The link can be shown by this person, now. */
  canShare: boolean
  /** What this person may do here in the other's place, now. */
  assist: AssistOffer
  /** This person may say what became of a creation without answer. */
  canSettle: boolean
  canSeeEvidence: boolean
  canRetryEvidence: boolean
  canInspectCallbacks: boolean
}

export const getEnrollmentInput = z.object({ enrollmentId: z.string().min(1).max(64) })

/**
 * Reads one enrollment, without its secrets, and with what it knows of the person masked: for whom, `read-revealed.ts`.
 * @throws DeskError NOT_FOUND when there is none, or when it is of a group this person is not in.
 */
export async function getEnrollment(
  ctx: Context,
  input: z.input<typeof getEnrollmentInput>,
): Promise<EnrollmentView> {
  const actor = authorize(ctx, 'enrollments.list')
  const parsed = getEnrollmentInput.safeParse(input)
  if (!parsed.success) throw notFound('enrollment')
  const row = await findVisibleEnrollment(ctx, actor, parsed.data.enrollmentId)
  const { process: processes, usageGroup, staff, assistedFlow } = ctx.store.tables
  const personal = may(actor.roles, 'enrollments.personal')
  const [[process], [group], [creator], [flow], until] = await Promise.all([
    ctx.store.read.select().from(processes).where(eq(processes.id, row.processId)),
    ctx.store.read
      .select({ id: usageGroup.id, name: usageGroup.name })
      .from(usageGroup)
      .where(eq(usageGroup.id, row.groupId)),
    ctx.store.read.select({ id: staff.id, name: staff.name }).from(staff).where(eq(staff.id, row.createdBy)),
    ctx.store.read.select().from(assistedFlow).where(eq(assistedFlow.enrollmentId, row.id)),
    personal ? revealedUntil(ctx, actor, row.id) : null,
  ])
  if (!process || !creator) throw new Error(`enrollment ${row.id} has lost its process or its creator`)
  const { id, name, byLink, assisted, makesIdclaim } = process
  return {
    id: row.id,
    id360Id: row.id360Id,
    clientReference: row.clientReference,
    language: row.language,
    status: row.status,
    reason: row.reason,
    confirmation: row.confirmation,
    conflict: row.conflict,
    person: personal
      ? {
          lastName: row.lastName,
          firstName: row.firstName,
          maskedEmail: maskEmail(row.email),
          maskedPhone: maskPhone(row.phone),
          hasDetails: row.sealedDetails !== null,
        }
      : null,
    revealed: until !== null,
    erasedAt: row.erasedAt,
    evidenceErasedAt: row.evidenceErasedAt,
    evidenceKeptUntil: row.evidenceKeptUntil,
    process: { id, name, byLink, assisted, makesIdclaim },
    group: group ?? null,
    createdBy: creator,
    steps: row.steps,
    stepsDone: row.stepsDone,
    stepsTotal: row.stepsTotal,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    lastNewsAt: row.lastNewsAt,
    revision: row.revision,
    canShare: may(actor.roles, 'enrollments.share') && canBeShared(row, process),
    assist: may(actor.roles, 'enrollments.assist')
      ? assistOffer({ enrollment: row, process, flow: flow ?? null })
      : null,
    canSettle: may(actor.roles, 'enrollments.create') && row.status === 'UNCONFIRMED',
    canSeeEvidence: may(actor.roles, 'evidence.view'),
    canRetryEvidence: may(actor.roles, 'evidence.retry'),
    canInspectCallbacks: may(actor.roles, 'callbacks.inspect'),
  }
}

import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { Id360Error } from '@/lib/id360/errors'
import { authorize } from '@/lib/staff/authorize'
import { enrollmentIdInput } from './assisted-input'
import { refusal } from './assisted-refusal'
import { findAssisted, keysOf } from './find-assisted'
import { flowError, stateAfter } from './flow-failure'
import { type FlowRow, takeFlow, takeOpenFlow } from './take-flow'

export const giveConsentInput = z.object({
  enrollmentId: enrollmentIdInput,
  /** Without the terms there is nothing to do: the page does not ask. */
  acceptedCgu: z.literal(true),
  acceptedBiometry: z.boolean(),
  /** Which wording was read to the person: language and version. */
  wording: z.string().min(1).max(64),
})

type Answer = z.output<typeof giveConsentInput>

/**
 * Gives the person's consent at ID360. The answer is noted before the call and counts once ID360 has taken it
 * (`consent_at`); the same answer may be given again after a time-out, another one may not. Whether a process can do
 * without biometry is ID360's to say: when it refuses, the flow is stopped for good.
 *
 * @returns `stopped`: the person refused what this process needs
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND; NOT_READY; CONFLICT (`consentSettled`: another answer was given);
 * what `flowError` makes of ID360's
 */
export async function giveConsent(
  ctx: Context,
  input: z.input<typeof giveConsentInput>,
): Promise<{ stopped: boolean }> {
  const actor = authorize(ctx, 'enrollments.assist')
  const answer = giveConsentInput.parse(input)
  const { enrollmentId, acceptedCgu, acceptedBiometry } = answer
  const { apiKey } = keysOf(ctx, await findAssisted(ctx, actor, enrollmentId))
  if (!(await noteAnswer(ctx, actor.id, answer))) return { stopped: false }
  try {
    await ctx.id360.flow.consent(apiKey, { acceptedCgu, acceptedBiometry })
  } catch (error) {
    // [guess] A 400 to a refusal means that this process needs biometry: nothing else in the call can be wrong.
    if (!acceptedBiometry && error instanceof Id360Error && error.status === 400) {
      await settle(ctx, answer, 'assisted.consent_refused', { stoppedAt: ctx.clock() })
      return { stopped: true }
    }
    if (stateAfter(error) === 'failed') await settle(ctx, answer, null, NO_ANSWER)
    throw flowError(ctx, error)
  }
  await settle(ctx, answer, 'assisted.consent_given', { consentAt: ctx.clock() })
  return { stopped: false }
}

const NO_ANSWER = { acceptedBiometry: null, consentWording: null, consentBy: null }

/** False when this very answer has been given already. */
async function noteAnswer(ctx: Context, consentBy: string, answer: Answer): Promise<boolean> {
  const { enrollmentId, acceptedBiometry, wording: consentWording } = answer
  const { assistedFlow } = ctx.store.tables
  return ctx.store.tx(async (tx) => {
    const flow = await takeOpenFlow(ctx, tx, enrollmentId, 'route')
    if (flow.acceptedBiometry !== null && flow.acceptedBiometry !== acceptedBiometry) {
      throw refusal('consentSettled')
    }
    if (flow.consentAt !== null) return false
    await tx
      .update(assistedFlow)
      .set({ acceptedBiometry, consentWording, consentBy })
      .where(eq(assistedFlow.enrollmentId, enrollmentId))
    return true
  })
}

async function settle(
  ctx: Context,
  { enrollmentId, acceptedBiometry, wording }: Answer,
  action: 'assisted.consent_given' | 'assisted.consent_refused' | null,
  set: Partial<FlowRow>,
): Promise<void> {
  const { assistedFlow } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    await takeFlow(ctx, tx, enrollmentId)
    const [settled] = await tx
      .update(assistedFlow)
      .set(set)
      // The same answer given twice at once is settled once.
      .where(
        and(
          eq(assistedFlow.enrollmentId, enrollmentId),
          isNull(assistedFlow.consentAt),
          isNull(assistedFlow.stoppedAt),
        ),
      )
      .returning({ enrollmentId: assistedFlow.enrollmentId })
    if (!settled || action === null) return
    await writeAudit(ctx, tx, {
      action,
      targetKind: 'enrollment',
      targetId: enrollmentId,
      details: { biometry: acceptedBiometry, wording },
    })
  })
}

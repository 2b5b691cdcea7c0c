import { z } from 'zod'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context, StaffActor } from '@/lib/context'
import { readDeskSetting, writeDeskSetting } from '@/lib/desk-setting'
import { DeskError } from '@/lib/errors'
import { authorize } from '@/lib/staff/authorize'
import { parseForm } from '@/lib/staff/staff-input'
import { previewRetention, type RetentionPreview } from './preview-retention'
import type { Retention } from './retention-rules'

/** A hundred years: longer means never, which is left empty. */
export const MOST_DAYS = 36_500

const days = z.number('days').int('days').min(1, 'days').max(MOST_DAYS, 'days').nullable()

const periodsInput = z.object({ personalDays: days, evidenceDays: days, evidenceByLawDays: days })

const changeInput = periodsInput.extend({
  /** When what the form shows was decided; null: never. */
  seenAt: z.number().nullable(),
  /** Somebody has read what would be erased, and wants it: needed for whatever erases earlier than before. */
  confirmed: z.boolean(),
})

export type PeriodsInput = z.input<typeof periodsInput>
export type ChangeRetentionInput = z.input<typeof changeInput>

/**
 * What the next run would erase with these periods, and whether they erase earlier than those in force. Changes nothing.
 * @throws DeskError as `changeRetention`
 */
export async function previewPeriods(
  ctx: Context,
  input: PeriodsInput,
): Promise<RetentionPreview & { shortens: boolean }> {
  authorizeForAll(ctx)
  const periods = parsePeriods(input)
  const { value } = await readDeskSetting(ctx, 'retention')
  return { ...(await previewRetention(ctx, periods)), shortens: shortens(value, periods) }
}

/**
 * Decides how many days after the end of a file who the person is, and the evidence, are erased; null: never. Audited.
 * The period of the law is a floor: evidence may not go sooner, by age or by request.
 *
 * @throws DeskError SIGNED_OUT; FORBIDDEN (retention.manage; `retention.wholeDesk` for administrators limited to
 *   groups); INVALID with `fieldErrors` (`days`; `evidenceDays`: `belowLaw`; `confirmed`: `required`); CONFLICT when
 *   somebody else has decided meanwhile
 */
export async function changeRetention(ctx: Context, input: ChangeRetentionInput): Promise<void> {
  authorizeForAll(ctx)
  const { seenAt, confirmed } = parseForm(changeInput, input)
  const periods = parsePeriods(input)
  await ctx.store.tx(async (tx) => {
    const before = await readDeskSetting(ctx, 'retention', tx)
    if (before.changedAt !== seenAt) throw new DeskError('CONFLICT', 'the periods were changed meanwhile')
    if (KEYS.every((key) => before.value[key] === periods[key])) return
    if (shortens(before.value, periods) && !confirmed) {
      throw new DeskError('INVALID', 'a shorter period was not confirmed', {
        fieldErrors: { confirmed: 'required' },
      })
    }
    await writeDeskSetting(ctx, tx, 'retention', periods)
    await writeAudit(ctx, tx, {
      action: 'desk.retention_changed',
      targetKind: 'desk',
      targetId: 'retention',
      details: Object.fromEntries(
        KEYS.flatMap((key) => [
          [`${key}Before`, before.value[key]],
          [key, periods[key]],
        ]),
      ),
    })
  })
}

const KEYS = ['personalDays', 'evidenceDays', 'evidenceByLawDays'] as const satisfies (keyof Retention)[]

function authorizeForAll(ctx: Context): StaffActor {
  const actor = authorize(ctx, 'retention.manage')
  if (actor.groupIds === null) return actor
  throw new DeskError('FORBIDDEN', 'limited to groups, and it counts for all of them', {
    userMessage: { key: 'retention.wholeDesk' },
  })
}

function parsePeriods(input: PeriodsInput): Retention {
  const periods = parseForm(periodsInput, input)
  const { evidenceDays, evidenceByLawDays } = periods
  if (evidenceDays !== null && evidenceByLawDays !== null && evidenceDays < evidenceByLawDays) {
    throw new DeskError('INVALID', 'evidence would go before the law lets it', {
      fieldErrors: { evidenceDays: 'belowLaw' },
    })
  }
  return periods
}

/** Whether anything goes earlier than before. */
function shortens(before: Retention, after: Retention): boolean {
  const earlier = (from: number | null, to: number | null) => to !== null && (from === null || to < from)
  return (
    earlier(before.personalDays, after.personalDays) ||
    earlier(before.evidenceDays, after.evidenceDays) ||
    // Of the law the other way round: what need not be kept as long may go on request.
    (before.evidenceByLawDays ?? 0) > (after.evidenceByLawDays ?? 0)
  )
}

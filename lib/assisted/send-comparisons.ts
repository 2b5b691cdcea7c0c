import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { COMPARED_DATA, type ComparedDatum, type SendState } from '@/db/schema/assisted'
import { writeAudit } from '@/lib/audit/write-audit'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { authorize } from '@/lib/staff/authorize'
import { enrollmentIdInput } from './assisted-input'
import { refusal } from './assisted-refusal'
import { openCompared, sealCompared } from './compared-value'
import { findAssisted, keysOf } from './find-assisted'
import { flowError, stateAfter } from './flow-failure'
import { stateNow } from './lease'
import { normalizeCompared } from './normalize-compared'
import { takeFlow, takeOpenFlow } from './take-flow'

export const sendComparisonsInput = z.object({
  enrollmentId: enrollmentIdInput,
  /** What is sent cannot be changed at ID360 afterwards. [seed] */
  locked: z.boolean(),
  values: z.partialRecord(z.enum(COMPARED_DATA), z.string().max(2_000)),
})

type Datum = { name: ComparedDatum; value: string }
type Sending = { enrollmentId: string; locked: boolean; data: Datum[] }

/**
 * Gives ID360 what the document is compared with, one call a datum. All are noted as `sending` before the first call,
 * each is `sent`, `failed` or `unknown` after its own; the first that fails ends it, and those behind it never left.
 * What was sent locked, or may have been, is never sent again; the same value unlocked is not sent twice either.
 *
 * @throws DeskError SIGNED_OUT, FORBIDDEN, NOT_FOUND; INVALID with one key per field (`required`, `tooLong`, `invalid`,
 * `birthDate`); CONFLICT (`dataLocked`, `dataUnderWay`); NOT_READY; what `flowError` makes of ID360's
 */
export async function sendComparisons(
  ctx: Context,
  input: z.input<typeof sendComparisonsInput>,
): Promise<void> {
  const actor = authorize(ctx, 'enrollments.assist')
  const { enrollmentId, locked, values } = sendComparisonsInput.parse(input)
  const found = await findAssisted(ctx, actor, enrollmentId)
  const { id360Id } = keysOf(ctx, found)
  const data = await claim(ctx, actor.id, { enrollmentId, locked, data: normalized(ctx, values) })
  for (const [index, datum] of data.entries()) {
    try {
      await ctx.id360.controlData(id360Id, datum.name, datum.value, { locked })
    } catch (error) {
      const never = data.slice(index + 1).map((one) => ({ ...one, state: 'failed' as const }))
      await settle(ctx, enrollmentId, locked, [{ ...datum, state: stateAfter(error) }, ...never])
      throw flowError(ctx, error)
    }
    await settle(ctx, enrollmentId, locked, [{ ...datum, state: 'sent' }])
  }
}

function normalized(ctx: Context, values: Partial<Record<ComparedDatum, string>>): Datum[] {
  const data: Datum[] = []
  const fieldErrors: Record<string, string> = {}
  for (const name of COMPARED_DATA) {
    const typed = values[name]
    if (typed === undefined) continue
    const result = normalizeCompared(name, typed, ctx.clock())
    if ('wrong' in result) fieldErrors[name] = result.wrong
    else data.push({ name, value: result.value })
  }
  if (Object.keys(fieldErrors).length > 0) {
    throw new DeskError('INVALID', 'data to compare that cannot be sent', { fieldErrors })
  }
  return data
}

/** Notes what is about to be sent; returns it without what was sent already just so. */
async function claim(ctx: Context, by: string, { enrollmentId, locked, data }: Sending): Promise<Datum[]> {
  const { assistedComparison: table } = ctx.store.tables
  return ctx.store.tx(async (tx) => {
    await takeOpenFlow(ctx, tx, enrollmentId, 'consent')
    const rows = await tx.select().from(table).where(eq(table.enrollmentId, enrollmentId))
    const left: Datum[] = []
    for (const datum of data) {
      const { name, value } = datum
      const row = rows.find((one) => one.name === name)
      if (row && row.state !== 'failed') {
        const state = stateNow(ctx, 'call', row)
        if (state === 'sending') throw refusal('dataUnderWay')
        if (row.locked) {
          throw new DeskError('CONFLICT', `${name} is locked`, {
            userMessage: { key: 'assisted.dataLocked' },
            fieldErrors: { [name]: 'locked' },
          })
        }
        const same = state === 'sent' && !locked && openCompared(ctx.keys, enrollmentId, row) === value
        if (same) continue
      }
      const sealedValue = sealCompared(ctx.keys, enrollmentId, name, value)
      const set = { sealedValue, locked, state: 'sending' as const, at: ctx.clock(), by }
      await tx
        .insert(table)
        .values({ enrollmentId, name, ...set })
        .onConflictDoUpdate({ target: [table.enrollmentId, table.name], set })
      left.push(datum)
    }
    return left
  })
}

async function settle(
  ctx: Context,
  enrollmentId: string,
  locked: boolean,
  data: { name: ComparedDatum; state: SendState }[],
): Promise<void> {
  const { assistedComparison: table } = ctx.store.tables
  await ctx.store.tx(async (tx) => {
    await takeFlow(ctx, tx, enrollmentId)
    for (const { name, state } of data) {
      await tx
        .update(table)
        .set({ state, at: ctx.clock() })
        .where(and(eq(table.enrollmentId, enrollmentId), eq(table.name, name), eq(table.state, 'sending')))
      await writeAudit(ctx, tx, {
        action: 'assisted.data_sent',
        targetKind: 'enrollment',
        targetId: enrollmentId,
        details: { name, locked, state },
      })
    }
  })
}

import { setImmediate } from 'node:timers/promises'
import type { Context } from '@/lib/context'
import { readDeskSetting } from '@/lib/desk-setting'
import { wakeWorkers } from '@/lib/jobs/wake-workers'
import { authorizeSystem } from '@/lib/staff/authorize'
import { eraseEnrollment, lockForErasing } from './erase-enrollment'
import { type DueCursor, findDue, findNoLongerKept } from './find-due'
import { scheduleForgetting } from './forget-erased-job'
import { appendToLedger } from './ledger'
import { dueByAge, type Erasing } from './retention-rules'
import { isStillToCapture } from './still-to-capture'

const PAGE = 50

export type ErasedByAge = { personal: number; evidence: number; waiting: number }

/**
 * Erases what the periods of retention make due, fifty files at a time, each in a transaction of its own: it may be
 * stopped anywhere and begun again, and several may run at once. The periods are read again with each file, so that one
 * that an administrator lengthens counts at once. Does nothing while no period is set.
 * @returns of how many files it erased who the person is, and the evidence; `waiting`: whose evidence must be captured first
 * @throws DeskError FORBIDDEN for anyone but the desk itself
 */
export async function eraseDue(
  ctx: Context,
  { signal }: { signal?: AbortSignal } = {},
): Promise<ErasedByAge> {
  authorizeSystem(ctx)
  const total: ErasedByAge = { personal: 0, evidence: 0, waiting: 0 }
  for await (const page of duePages(ctx)) {
    signal?.throwIfAborted()
    // Together: on SQLite they share their commits.
    const erased = await Promise.all(page.map(({ id }) => eraseOne(ctx, id)))
    for (const one of erased) {
      if (one === 'waiting') total.waiting += 1
      else if (one) {
        total.personal += Number(one.personal)
        total.evidence += Number(one.evidence)
      }
    }
    // SQLite answers without waiting: requests must come in between.
    await setImmediate()
  }
  if (total.personal + total.evidence > 0) {
    await ctx.store.tx((tx) => scheduleForgetting(ctx, tx))
    wakeWorkers()
  }
  return total
}

async function* duePages(ctx: Context): AsyncGenerator<DueCursor[]> {
  yield* findNoLongerKept(ctx)
  for (let after: DueCursor | null = null; ; ) {
    const { value } = await readDeskSetting(ctx, 'retention')
    const page: DueCursor[] = await findDue(ctx, value, { after, limit: PAGE })
    yield page
    after = page.at(-1) ?? null
    if (page.length < PAGE) return
  }
}

function eraseOne(ctx: Context, id: string): Promise<Erasing | 'waiting' | null> {
  return ctx.store.tx(async (tx) => {
    const row = await lockForErasing(ctx, tx, id)
    if (!row) return null
    const { value: retention } = await readDeskSetting(ctx, 'retention', tx)
    const erasing = dueByAge(retention, row, ctx.clock())
    if (erasing.personal && (await isStillToCapture(ctx, tx, row, retention))) return 'waiting'
    const entry = await eraseEnrollment(ctx, tx, row, erasing, 'age')
    if (!entry) return null
    await appendToLedger(ctx, [entry])
    return erasing
  })
}

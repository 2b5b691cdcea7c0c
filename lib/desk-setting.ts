import { eq, type InferInsertModel } from 'drizzle-orm'
import { z } from 'zod'
import type { DeskSettings } from '@/db/schema/protection'
import type { Db, Tx } from '@/db/store'
import type { Context } from '@/lib/context'

const days = z.number().int().min(1).max(36_500).nullable()

const shapes: { readonly [K in keyof DeskSettings]: z.ZodType<DeskSettings[K]> } = {
  retention: z.object({ personalDays: days, evidenceDays: days, evidenceByLawDays: days }),
  twoFactor: z.object({ roles: z.array(z.enum(['support', 'compliance', 'manager', 'admin'])) }),
}

/** What counts until an administrator decides something: nothing is erased, nobody needs a second factor. */
export const UNDECIDED: DeskSettings = {
  retention: { personalDays: null, evidenceDays: null, evidenceByLawDays: null },
  twoFactor: { roles: [] },
}

export type DeskSetting<K extends keyof DeskSettings> = {
  value: DeskSettings[K]
  /** Epoch milliseconds; null: never decided. */
  changedAt: number | null
  /** A staff id; null: the desk itself, or nobody. */
  changedBy: string | null
}

/**
 * A stored decision, or what counts while there is none (null).
 * @throws ZodError when it is none of its values
 */
export function parseDeskSetting<K extends keyof DeskSettings>(key: K, stored: unknown): DeskSettings[K] {
  return stored == null ? UNDECIDED[key] : shapes[key].parse(stored)
}

/**
 * What administrators decided for everyone. `from`: the transaction whose other reads and writes depend on it.
 * @throws ZodError when what is stored is none of its values: a desk must not guess how long it keeps evidence
 */
export async function readDeskSetting<K extends keyof DeskSettings>(
  ctx: Pick<Context, 'store'>,
  key: K,
  from: Db | Tx = ctx.store.read,
): Promise<DeskSetting<K>> {
  const { deskSetting } = ctx.store.tables
  const [row] = await from.select().from(deskSetting).where(eq(deskSetting.key, key))
  if (!row) return { value: UNDECIDED[key], changedAt: null, changedBy: null }
  return { value: parseDeskSetting(key, row.value), changedAt: row.changedAt, changedBy: row.changedBy }
}

/** Stores a decision, in the transaction that audits it. The caller has authorized, and checked the value. */
export async function writeDeskSetting<K extends keyof DeskSettings>(
  ctx: Context,
  tx: Tx,
  key: K,
  value: DeskSettings[K],
): Promise<void> {
  const { deskSetting } = ctx.store.tables
  const changed: Omit<InferInsertModel<typeof deskSetting>, 'key'> = {
    value,
    changedAt: ctx.clock(),
    changedBy: ctx.actor.kind === 'staff' ? ctx.actor.id : null,
  }
  await tx
    .insert(deskSetting)
    .values({ key, ...changed })
    .onConflictDoUpdate({ target: deskSetting.key, set: changed })
}

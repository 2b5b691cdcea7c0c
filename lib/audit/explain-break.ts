import { setImmediate } from 'node:timers/promises'
import { between, eq } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { type ChainedRow, chained } from './chained-row'
import { GENESIS_HASH, hashAuditRow } from './hash-audit-row'

/**
 * `edited`: what the row says, or its hash, is not what was written. `missing`: no row stands at this place any more.
 * `inserted`: a row that the chain does not know. `swapped`: the row belongs to another place, and that one's stands
 * here. `head`: the row at the end is not the one that the end of the chain names, or the end itself is gone.
 */
export type BreakKind = 'edited' | 'missing' | 'inserted' | 'swapped' | 'head'

/** The first row that is wrong. `seq` null: a row without a place; `id` null: the row is not there. */
export type AuditBreak = { what: BreakKind; seq: number | null; id: string | null }

/** Where the walk stopped: the row that does not fit, the sound one before it (null at the beginning), the last place. */
type Stop = { row: ChainedRow; before: ChainedRow | null; end: number }

const ROWS_AT_ONCE = 1_000

/**
 * What happened at the place where the chain breaks, and to which row. A row's own hash still tells where it was
 * written (its home), whatever place it was given since.
 */
export async function explainBreak(ctx: Context, { row, before, end }: Stop): Promise<AuditBreak> {
  const place = (before?.seq ?? 0) + 1
  const fitsHere = row.previousHash === (before?.hash ?? GENESIS_HASH)
  const named = (what: AuditBreak['what'], one: ChainedRow): AuditBreak => ({
    what,
    seq: one.seq,
    id: one.id,
  })

  // A gap: nothing stands here.
  if (row.seq > place) return { what: 'missing', seq: place, id: null }

  // It is whole, but the one before is not the one it was written after: that one was written anew with its hash.
  if (hashAuditRow(row) === row.hash) return named('edited', before && !fitsHere ? before : row)

  const home = await homeOf(row, end + 1)
  if (home === null) return named((await tookContentOf(ctx, row, end)) ? 'swapped' : 'edited', row)
  if (home < place) {
    const [first] = await rowAt(ctx, home)
    return first ? named('inserted', first) : { what: 'inserted', seq: home, id: null }
  }
  const [other] = await rowAt(ctx, home)
  // What stands at its home belongs here: they changed places. Otherwise those behind a removed row moved up.
  if (other && hashAuditRow({ ...other, seq: place }) === other.hash) return named('swapped', row)
  return { what: 'missing', seq: place, id: null }
}

/** The place its own hash was made for, nearest first; null when it says something else than it did then. */
async function homeOf(row: ChainedRow, end: number): Promise<number | null> {
  for (let distance = 1; distance < end + row.seq; distance++) {
    // A million hashes: others get their turn in between.
    if (distance % ROWS_AT_ONCE === 0) await setImmediate()
    for (const seq of [row.seq - distance, row.seq + distance]) {
      if (seq >= 1 && seq <= end && hashAuditRow({ ...row, seq }) === row.hash) return seq
    }
  }
  return null
}

/** Whether its content is that of a later row, whose place and hashes stayed where they were. */
async function tookContentOf(ctx: Context, row: ChainedRow, end: number): Promise<boolean> {
  for (let from = row.seq + 1; from <= end; from += ROWS_AT_ONCE) {
    for (const other of await rowsFrom(ctx, from)) {
      const { seq, previousHash } = other
      if (hashAuditRow({ ...row, seq, previousHash }) === other.hash) return true
      if (hashAuditRow({ ...row, id: other.id, seq, previousHash }) === other.hash) return true
    }
  }
  return false
}

async function rowAt(ctx: Context, seq: number): Promise<ChainedRow[]> {
  const { audit } = ctx.store.tables
  return (await ctx.store.read.select().from(audit).where(eq(audit.seq, seq))).map(chained)
}

async function rowsFrom(ctx: Context, seq: number): Promise<ChainedRow[]> {
  const { audit } = ctx.store.tables
  const rows = await ctx.store.read
    .select()
    .from(audit)
    .where(between(audit.seq, seq, seq + ROWS_AT_ONCE - 1))
  return rows.map(chained)
}

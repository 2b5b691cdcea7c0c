import { and, asc, eq, gt, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { type ChainedRow, chained } from './chained-row'
import { type AuditBreak, explainBreak } from './explain-break'
import { GENESIS_HASH, hashAuditRow } from './hash-audit-row'

export type AuditWalk = {
  /** Rows that hang together, from the first one. */
  rows: number
  /** The hash of the last of them: written down elsewhere, it shows that nobody made the whole chain anew. */
  hash: string
  broken: AuditBreak | null
}

const ROWS_AT_ONCE = 1_000

/**
 * Walks the whole chain in the order it was written, and names the first row that was changed, removed, added or moved.
 * Rows that are added meanwhile are left to the next time. A million rows take some seconds, a thousand at a time: the
 * database is others' in between. `signal` stops it between two thousands, with its reason.
 */
export async function walkAuditChain(ctx: Context, signal?: AbortSignal): Promise<AuditWalk> {
  const { audit, auditHead } = ctx.store.tables
  const db = ctx.store.read
  const [head] = await db.select().from(auditHead).where(eq(auditHead.id, 'audit'))
  const outside = await rowOutside(ctx)
  if (outside && (outside.seq === null || outside.seq < 1)) {
    return { rows: 0, hash: GENESIS_HASH, broken: inserted(outside) }
  }
  if (!head) return { rows: 0, hash: GENESIS_HASH, broken: { what: 'head', seq: null, id: null } }

  let before: ChainedRow | null = null
  for (;;) {
    signal?.throwIfAborted()
    const page: ChainedRow[] = (
      await db
        .select()
        .from(audit)
        .where(and(gt(audit.seq, before?.seq ?? 0), lte(audit.seq, head.seq)))
        .orderBy(asc(audit.seq))
        .limit(ROWS_AT_ONCE)
    ).map(chained)
    for (const row of page) {
      const expected = { seq: (before?.seq ?? 0) + 1, hash: before?.hash ?? GENESIS_HASH }
      const sound: boolean =
        row.seq === expected.seq && row.previousHash === expected.hash && hashAuditRow(row) === row.hash
      if (!sound) {
        const broken = await explainBreak(ctx, { row, before, end: head.seq })
        return { rows: broken.seq === null ? 0 : broken.seq - 1, hash: expected.hash, broken }
      }
      before = row
    }
    if (page.length < ROWS_AT_ONCE) break
  }
  const rows = before?.seq ?? 0
  const hash = before?.hash ?? GENESIS_HASH
  if (rows < head.seq) return { rows, hash, broken: { what: 'missing', seq: rows + 1, id: null } }
  if (hash !== head.hash) {
    // What the end names was pushed beyond it: the row in its place is the one too many.
    const what = outside?.hash === head.hash ? 'inserted' : 'head'
    return { rows: rows - 1, hash, broken: { what, seq: rows, id: before?.id ?? null } }
  }
  if (outside) return { rows, hash, broken: inserted(outside) }
  return { rows, hash, broken: null }
}

type Outsider = { seq: number | null; id: string; hash: string | null }

const inserted = ({ seq, id }: Outsider): AuditBreak => ({ what: 'inserted', seq, id })

/** A row that no place of the chain is for: without a place, before the first, or beyond the end (as one query sees it). */
async function rowOutside(ctx: Context): Promise<Outsider | null> {
  const { audit, auditHead } = ctx.store.tables
  const end = sql`coalesce((select ${auditHead.seq} from ${auditHead} where ${auditHead.id} = 'audit'), 0)`
  for (const where of [or(isNull(audit.seq), lt(audit.seq, 1)), gt(audit.seq, end)]) {
    const [row] = await ctx.store.read
      .select({ seq: audit.seq, id: audit.id, hash: audit.hash })
      .from(audit)
      .where(where)
      .orderBy(asc(audit.seq))
      .limit(1)
    if (row) return row
  }
  return null
}

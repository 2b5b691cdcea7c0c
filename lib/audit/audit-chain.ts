import { asc, eq, isNotNull, sql } from 'drizzle-orm'
import { hole, prepared } from '@/db/prepared'
import type { Tx } from '@/db/store'
import type { Context } from '@/lib/context'
import { authorizeSystem } from '@/lib/staff/authorize'
import { type AuditContent, GENESIS_HASH, hashAuditRow } from './hash-audit-row'

const HEAD_ID = 'audit'
const ROWS_AT_ONCE = 1_000

/** Takes the next place: the head's row is locked until the transaction ends, its hash is still that of the row before. */
const takePlace = prepared((db, { auditHead }) =>
  db
    .update(auditHead)
    .set({ seq: sql`${auditHead.seq} + 1` })
    .where(eq(auditHead.id, HEAD_ID))
    .returning({ seq: auditHead.seq, hash: auditHead.hash }),
)

const moveHead = prepared((db, { auditHead }) =>
  db
    .update(auditHead)
    .set({ hash: hole('hash', auditHead.hash) })
    .where(eq(auditHead.id, HEAD_ID)),
)

const insertRow = prepared((db, { audit }) =>
  db.insert(audit).values({
    id: sql.placeholder('id'),
    at: sql.placeholder('at'),
    actorKind: sql.placeholder('actorKind'),
    actorId: sql.placeholder('actorId'),
    action: sql.placeholder('action'),
    targetKind: sql.placeholder('targetKind'),
    targetId: sql.placeholder('targetId'),
    details: sql.placeholder('details'),
    seq: sql.placeholder('seq'),
    previousHash: sql.placeholder('previousHash'),
    hash: sql.placeholder('hash'),
  }),
)

const chainRow = prepared((db, { audit }) =>
  db
    .update(audit)
    .set({
      seq: hole('seq', audit.seq),
      previousHash: hole('previousHash', audit.previousHash),
      hash: hole('hash', audit.hash),
    })
    .where(eq(audit.id, sql.placeholder('id'))),
)

/**
 * Adds a row at the end of the chain, in the caller's transaction. Whoever adds next waits until that one has ended, so
 * this is best the last thing a transaction writes.
 * @throws Error when the chain's end is gone from the database: an act that cannot be recorded is not done
 */
export async function appendToChain(
  ctx: Context,
  tx: Tx,
  entry: Omit<AuditContent, 'seq' | 'previousHash'>,
): Promise<void> {
  const { tables } = ctx.store
  let [place] = await takePlace(tx, tables).execute()
  if (!place) {
    await startChain(ctx, tx)
    place = (await takePlace(tx, tables).execute())[0]
  }
  if (!place) throw new Error('the end of the audit chain is gone; npm run audit:verify says more')
  const row = { ...entry, seq: place.seq, previousHash: place.hash }
  const hash = hashAuditRow(row)
  await insertRow(tx, tables).execute({ ...row, hash })
  await moveHead(tx, tables).execute({ hash })
}

/**
 * Chains the rows that were written before there was a chain, oldest first, once: when a database has been migrated,
 * and before a server starts. How many it chained.
 * @throws DeskError FORBIDDEN unless the desk itself asks
 */
export async function ensureAuditChain(ctx: Context): Promise<number> {
  authorizeSystem(ctx)
  const { auditHead } = ctx.store.tables
  const [head] = await ctx.store.read.select().from(auditHead).where(eq(auditHead.id, HEAD_ID))
  return head ? 0 : ctx.store.tx((tx) => startChain(ctx, tx))
}

/**
 * Begins the chain, unless someone else has. Never a second time: rows that appear without a place afterwards, or a
 * head that disappears from rows that have one, are for the verification to find.
 */
async function startChain(ctx: Context, tx: Tx): Promise<number> {
  const { audit, auditHead } = ctx.store.tables
  const [chained] = await tx.select({ seq: audit.seq }).from(audit).where(isNotNull(audit.seq)).limit(1)
  if (chained) return 0
  const started = await tx
    .insert(auditHead)
    .values({ id: HEAD_ID, seq: 0, hash: GENESIS_HASH })
    .onConflictDoNothing({ target: auditHead.id })
    .returning({ id: auditHead.id })
  if (started.length === 0) return 0
  let seq = 0
  let previousHash = GENESIS_HASH
  let after = { at: -1, id: '' }
  for (;;) {
    const rows = await tx
      .select()
      .from(audit)
      .where(sql`(${audit.at}, ${audit.id}) > (${after.at}, ${after.id})`)
      .orderBy(asc(audit.at), asc(audit.id))
      .limit(ROWS_AT_ONCE)
    for (const row of rows) {
      seq++
      const hash = hashAuditRow({ ...row, seq, previousHash })
      await chainRow(tx, ctx.store.tables).execute({ id: row.id, seq, previousHash, hash })
      previousHash = hash
      after = row
    }
    if (rows.length < ROWS_AT_ONCE) break
  }
  await tx.update(auditHead).set({ seq, hash: previousHash }).where(eq(auditHead.id, HEAD_ID))
  return seq
}
